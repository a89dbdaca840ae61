// Loaded before the CDK app (`--import`) by who will want it synthesised later: what takes long to load and is nobody's
// source is there when the environment comes, by one message.
import "aws-cdk-lib/aws-apigatewayv2";
import "aws-cdk-lib/aws-apigatewayv2-integrations";
import "aws-cdk-lib/aws-cloudwatch-actions";
import "aws-cdk-lib/aws-dynamodb";
import "aws-cdk-lib/aws-events-targets";
import "aws-cdk-lib/aws-lambda";
import "aws-cdk-lib/aws-s3-assets";
import "esbuild";
import "zod";

const environment = await new Promise<NodeJS.ProcessEnv>((resolve) => {
  process.once("message", (message) => resolve(message as NodeJS.ProcessEnv));
  process.once("disconnect", () => process.exit(1));
});
process.removeAllListeners("disconnect");
process.disconnect();
Object.assign(process.env, environment);
