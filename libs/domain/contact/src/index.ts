// Contact: threads between a brand, an influencer and the label's staff, live and by mail.
// It owns threads, messages, who has read what, and when somebody was told by mail.
// It must never know what a thread is about, nor let an amount of one side into a message of the system.
export { MessageInput, MessageView, ThreadFilter, ThreadList, ThreadRow, ThreadView } from './contact.dto.js';
export { Message, type Side, Thread } from './contact.entities.js';
export { ContactModule } from './contact.module.js';
export { liveTopic, Threads, type ThreadSubject } from './threads.service.js';
