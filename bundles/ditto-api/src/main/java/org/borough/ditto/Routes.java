// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.time.Clock;
import java.util.Map;
import org.eclipse.ditto.base.model.signals.commands.CommandNotSupportedException;

/** Finds what a request below {@code /api} asks for. */
final class Routes {

    private static final String ROOT = "/api";

    private final Map<String, Route> routes;

    Routes(FrontDoor door) {
        Settings settings = door.settings();
        SearchRoute search = new SearchRoute();
        routes = Map.of(
                "things",
                        new ThingRoute(
                                new ThingBodies(settings.maxThingBytes()), search, new AccessRoute(door::entitlements)),
                "policies", new PolicyRoute(settings.maxPolicyBytes(), new PolicyActionRoute(door.tokenActions())),
                "search", search,
                "history", new HistoryRoute(door::recordings, Clock.systemUTC()),
                "whoami", new WhoamiRoute(),
                "cloudevents", new CloudEventRoute(),
                "checkPermissions", new CheckPermissionsRoute(door::entitlements));
    }

    /** A reader that stands behind {@code /api} and the version. */
    static PathReader open(String uri) {
        int root = uri.indexOf(ROOT);
        PathReader path = new PathReader(uri, root + ROOT.length());
        String version = path.next();
        if (!version.equals("2")) {
            throw unsupported(version, uri);
        }
        return path;
    }

    private static RuntimeException unsupported(String version, String uri) {
        return version.matches("\\d{1,9}")
                ? CommandNotSupportedException.newBuilder(Integer.parseInt(version))
                        .build()
                : GatewayException.unknownRoute(uri);
    }

    Action find(Call call) {
        Route route = call.path().atEnd() ? null : routes.get(call.path().next());
        if (route == null) {
            throw call.unknownRoute();
        }
        return route.of(call);
    }
}
