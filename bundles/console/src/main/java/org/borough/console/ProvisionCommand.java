// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.borough.connect.Provisioning;

/** {@code city:provision}. */
@Service
@Command(
        scope = "city",
        name = "provision",
        description = "Makes device, credentials, twin and policy together",
        detailedDescription = "Makes all of it from a template, or finds that it is there already; nothing is changed"
                + " when something else is there. A CSV has the columns tenant, deviceId, template, auth-id, password,"
                + " via, attributes and attributes/<path>.\n\n"
                + "city:provision springfield lamp-7 nas-ul20xx --auth-id lamp-7 --password-from-stdin\n"
                + "city:provision springfield lamp-7 nas-ul20xx --via gateway-1 --location 52.5163,13.3777"
                + " --attribute street=\"Park Street\" --attribute ratedPower=50\n"
                + "city:provision --csv /home/ops/lamps.csv --json")
public final class ProvisionCommand extends ListAction {

    @Argument(index = 0, name = "tenant", description = "The tenant; it is made when there is none")
    @Completion(Tenants.class)
    String tenant = "";

    @Argument(index = 1, name = "deviceId", description = "The device's id")
    String deviceId = "";

    @Argument(index = 2, name = "template", description = "The template's name")
    @Completion(TemplateNames.class)
    String template = "";

    @Option(name = "--auth-id", description = "The name by which the device connects")
    String authId = "";

    @Option(name = "--password", description = "Its password; it stays in the console's history")
    String password = "";

    @Option(name = "--password-from-stdin", description = "Reads its password from one line of the input instead")
    boolean passwordFromStdin;

    @Option(name = "--attribute", description = "An attribute path=value; may be given again", multiValued = true)
    List<String> attributes = List.of();

    @Option(name = "--location", description = "Where it stands: latitude,longitude in degrees")
    String location = "";

    @Option(name = "--via", description = "A gateway that may speak for it; may be given again", multiValued = true)
    List<String> via = List.of();

    @Option(name = "--csv", description = "Provisions all lines of this file")
    @Completion(FileCompleter.class)
    String csv = "";

    @Argument(index = 3, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        List<Wanted> wanted = csv.isEmpty() ? List.of(one(desk)) : WantedCsv.read(Path.of(csv));
        Provisioning provisioning = desk.platform().need(Provisioning.class);
        Listing listing = new Listing("line", "tenant", "device", "result", "reason");
        Tally tally = new Tally();
        for (Wanted line : wanted) {
            line.begin(provisioning, desk.subject());
        }
        for (Wanted line : wanted) {
            Told told = tally.count(Told.of(line.result()));
            if (json || !told.well() || wanted.size() == 1) {
                Provisioning.Request request = line.request();
                listing.row(line.line(), request.tenant(), request.deviceId(), told.word(), told.reason());
            }
        }
        print(desk, listing, "");
        if (!json) {
            desk.out().println(tally.words());
        }
        if (tally.failed() > 0) {
            throw new CommandFailedException(tally.failed() + " of " + wanted.size() + " were not provisioned.");
        }
    }

    private Wanted one(Desk desk) {
        if (tenant.isEmpty() || deviceId.isEmpty() || template.isEmpty()) {
            throw new CommandFailedException(
                    "tenant, deviceId and template are needed, or --csv <file>. See city:provision --help; templates"
                            + " are " + desk.platform().need(Provisioning.class).templates() + ".");
        }
        String secret = passwordFromStdin ? line(desk) : password;
        if (authId.isEmpty() != secret.isEmpty()) {
            throw new CommandFailedException(
                    "--auth-id and a password go together; leave both out for a device behind a gateway.");
        }
        return new Wanted(
                1, new Provisioning.Request(tenant, deviceId, template, authId, secret, attributesJson(), via), "");
    }

    private String attributesJson() {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (String attribute : attributes) {
            int equals = attribute.indexOf('=');
            if (equals < 1) {
                throw new CommandFailedException("--attribute is '" + attribute + "'; write path=value.");
            }
            Json.put(object, attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        point().ifPresent(point -> object.set("location", point));
        return object.isEmpty() ? "" : object.toString();
    }

    private Optional<ObjectNode> point() {
        if (location.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = location.split(",");
        try {
            double latitude = Double.parseDouble(parts[0].strip());
            double longitude = parts.length == 2 ? Double.parseDouble(parts[1].strip()) : Double.NaN;
            if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                ObjectNode point = Json.MAPPER.createObjectNode().put("type", "Point");
                point.putArray("coordinates").add(longitude).add(latitude);
                return Optional.of(point);
            }
        } catch (NumberFormatException e) {
            // Told below, with the other ways to get it wrong.
        }
        throw new CommandFailedException("--location is '" + location
                + "'; write latitude,longitude in degrees, -90 to 90 and -180 to 180, such as 52.5163,13.3777.");
    }

    private static String line(Desk desk) {
        try {
            String line = new BufferedReader(new InputStreamReader(desk.in(), StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new CommandFailedException("the input has no line with a password.");
            }
            return line;
        } catch (IOException e) {
            throw new CommandFailedException("the password cannot be read from the input: " + e.getMessage(), e);
        }
    }

    /** What became of one, in words. */
    record Told(String word, String reason) {

        static Told of(Provisioning.Result result) {
            if (result instanceof Provisioning.Result.Created) {
                return new Told("created", "");
            }
            if (result instanceof Provisioning.Result.Unchanged) {
                return new Told("unchanged", "");
            }
            if (result instanceof Provisioning.Result.Conflict conflict) {
                List<String> differences = new ArrayList<>();
                conflict.difference().forEach((key, how) -> differences.add(key + ": " + how));
                differences.sort(null);
                return new Told("conflict", "something else is there, nothing was changed: " + differences);
            }
            Provisioning.Result.Refused refused = (Provisioning.Result.Refused) result;
            return new Told("refused", refused.reason() + " (" + refused.status() + ")");
        }

        boolean well() {
            return word.equals("created") || word.equals("unchanged");
        }
    }
}
