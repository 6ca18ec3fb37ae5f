import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import java.io.OutputStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local in memory, on a port of the loopback interface: its own command line knows no address to listen on and takes
 * every interface. Without the port as its argument it takes a free one, prints it, and ends with its standard input, so it
 * outlives no parent; with it, it runs until it is killed.
 */
class DynamoDbLocalOnLoopback {
  public static void main(String[] arguments) throws Exception {
    var local = ServerRunner.createServerFromCommandLineArgs(new String[] {"-inMemory", "-disableTelemetry"});
    var field = local.getClass().getDeclaredField("server");
    field.setAccessible(true);
    var connector = (ServerConnector) ((Server) field.get(local)).getConnectors()[0];
    connector.setHost("127.0.0.1");
    connector.setPort(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
    local.safeStart();
    System.out.println("listening on port " + connector.getLocalPort());
    if (arguments.length > 0) {
      return;
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
