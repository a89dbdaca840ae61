import { whenParentEnds } from "@cliq-actions/fake-cliq/when-parent-ends";

// Loaded before the CDK app (`--import`): a start that is killed cannot end the synthesis it runs.
whenParentEnds(() => process.exit(1));
