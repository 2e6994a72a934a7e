import { answer } from "../../base/threads.ts";
import { type Kept, textReader } from "../../store/database.ts";
import { blobMaker } from "./make-blob.ts";

void answer(({ folder, file }: Kept) => blobMaker(folder, textReader(file)));
