import { defineEvent } from '#platform/events';

/** DNS no longer bears out a host or a sender domain: first told, then, after the grace, suspended. */
export const nameTroubled = defineEvent<{
  what: 'host' | 'sender';
  id: string;
  name: string;
  suspended: boolean;
  suspendsAt: string | null;
}>('name.troubled');
