import { deskFakes } from "@cliq-actions/desks/testing/desk-fakes";
import { defineFakes } from "@cliq-actions/local-aws/define-fakes";

/** The desks outside AWS, in memory. */
export default defineFakes({ connections: deskFakes });
