import { Controller, Get } from '@nestjs/common';
import { TenantDirectory } from '#domain/tenants';
import { Public } from '#platform/access';
import { Portal, View } from '#platform/web';
import { z } from 'zod';

const Front = z.object({ brandUrl: z.url(), influencerUrl: z.url(), feedUrl: z.url() });

/** Who cuts a tracked link down to its host finds the label's doors, not a dead end. */
@Portal('edge')
@Controller()
export class FrontController {
  constructor(private readonly tenants: TenantDirectory) {}

  @Public()
  @View('front', Front)
  @Get()
  show() {
    return {
      brandUrl: this.tenants.linkTo('brand', '/'),
      influencerUrl: this.tenants.linkTo('influencer', '/'),
      feedUrl: this.tenants.linkTo('edge', '/feeds/content.xml'),
    };
  }
}
