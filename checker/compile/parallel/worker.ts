/** What a worker thread runs. */
import { serve } from "./threads.ts";

serve();
