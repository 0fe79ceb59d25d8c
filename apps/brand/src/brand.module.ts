import { Module } from '@nestjs/common';
import { CampaignsController } from './campaigns.controller.js';
import { SignInController } from './sign-in.controller.js';

/** The portal of brand clients and agencies. */
@Module({ controllers: [SignInController, CampaignsController] })
export class BrandModule {}
