import { Injectable } from '@nestjs/common';
import { TenantDirectory } from '#domain/tenants';
import { netFor, priceFor, type Split } from './waterfall.js';

/** The label's waterfall, applied. */
@Injectable()
export class Waterfall {
  constructor(private readonly tenants: TenantDirectory) {}

  /** The price that a brand pays so that an influencer receives `netMinor`. */
  priceFor(netMinor: number): Split {
    return priceFor(netMinor, this.tenants.current.fees.layers);
  }

  /** The net that an influencer receives of what a brand pays. */
  netFor(priceMinor: number): Split {
    return netFor(priceMinor, this.tenants.current.fees.layers);
  }
}
