// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.borough.connect.DeviceId;
import org.borough.connect.Provisioning;
import org.borough.thing.InvalidThingIdException;

/**
 * A request to provision, worked out: what is to be there in the end.
 *
 * @param request what was asked for
 * @param by the subject in whose name the twin is made
 * @param person the subject that goes into the audit
 * @param id the device
 * @param device its registration in Hono's JSON
 * @param thing its thing in Ditto's JSON
 * @param policy its policy in Ditto's JSON
 */
record Order(
        Provisioning.Request request,
        String by,
        String person,
        DeviceId id,
        ObjectNode device,
        ObjectNode thing,
        ObjectNode policy) {

    /** Works a request out, or refuses it. */
    static Order of(Provisioning.Request request, String by, String person, Templates templates) {
        DeviceId id = new DeviceId(Ids.tenant(request.tenant()), Ids.device(request.deviceId()));
        checkLogin(request);
        Template template = templates
                .find(request.template())
                .orElseThrow(() -> unknown(request.template(), templates))
                .of(id);
        String thingId = id.thing().toString();
        ObjectNode thing = template.thing().deepCopy();
        ObjectNode attributes = Json.over(child(thing, "attributes"), attributes(request.attributes()));
        thing.put("thingId", thingId).put("policyId", thingId);
        if (!attributes.isEmpty()) {
            thing.set("attributes", attributes);
        }
        ObjectNode policy = template.policy().deepCopy().put("policyId", thingId);
        return new Order(request, by, person, id, device(template.device(), request.via()), thing, policy);
    }

    /** Reads a request's ids early, so that a wrong one is told with its name. */
    private static void checkLogin(Provisioning.Request request) {
        try {
            new DeviceId(request.tenant(), request.deviceId()).thing();
        } catch (InvalidThingIdException e) {
            throw RefusedException.bad(e.getMessage());
        }
        if (request.authId().isEmpty() != request.password().isEmpty()) {
            throw RefusedException.bad(
                    "auth-id and password must be given together, or neither for a device that speaks"
                            + " through a gateway only");
        }
        if (!request.authId().isEmpty()) {
            Ids.authId(request.authId());
        }
        request.via().forEach(Ids::device);
    }

    private static RefusedException unknown(String name, Templates templates) {
        List<String> known = templates.all().stream().map(Template::name).toList();
        return new RefusedException(404, "template [" + name + "] is not known; those at hand are " + known);
    }

    private static ObjectNode device(ObjectNode template, List<String> via) {
        ObjectNode device = template.deepCopy();
        if (!via.isEmpty()) {
            ArrayNode gateways =
                    device.path("via") instanceof ArrayNode present ? present : Json.MAPPER.createArrayNode();
            via.stream().filter(each -> !Json.set(gateways).contains(each)).forEach(gateways::add);
            device.set("via", gateways);
        }
        return device;
    }

    private static ObjectNode attributes(String text) {
        if (text.isBlank()) {
            return Json.object();
        }
        JsonNode node;
        try {
            node = Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (RefusedException e) {
            throw RefusedException.bad("attributes: " + e.getMessage());
        }
        if (node instanceof ObjectNode attributes) {
            return attributes;
        }
        throw RefusedException.bad("attributes must be a JSON object, for example {\"manufacturer\":\"NAS\"}");
    }

    private static ObjectNode child(ObjectNode node, String name) {
        return node.path(name) instanceof ObjectNode child ? child : Json.object();
    }
}
