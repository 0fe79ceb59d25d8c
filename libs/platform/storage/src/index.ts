// Files: what people send up, checked and cleaned, and what the product makes for them.
// It owns the `file` table, the contents on disk and the judgement of what a file really is.
// It must never trust a name or a declared type, nor touch a content while a transaction is open.
export { DiskStorage, type StoredContent } from './disk-storage.js';
export { FileEntity } from './file.entity.js';
export { Files, type IncomingFile, type MadeFile, type OpenFile } from './files.js';
export { FILE_KINDS, type FileKind, IMAGE_KINDS } from './kinds.js';
export { StorageModule } from './storage.module.js';
