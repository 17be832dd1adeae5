// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that bundles bring in {@code BOROUGH-INF/models}. A definition {@code vendor:model:version} names the one
 * whose id is {@code urn:vendor:model:version}; an older bundle goes before a newer one.
 */
final class OwnModels {

    static final String PATH = "/models/";

    private static final Logger LOG = LoggerFactory.getLogger(OwnModels.class);
    private static final String PLACE = "BOROUGH-INF/models";
    private static final String CITY = "borough";
    private static final Pattern ID = Pattern.compile("urn:(?<definition>([\\w.-]+):([\\w.-]+):([\\w.-]+))");
    private static final Pattern DEFINITION = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]+)");

    private final String base;
    private final Map<Long, Map<String, JsonObject>> bundles = new ConcurrentSkipListMap<>();
    private volatile View view = new View(Map.of(), Map.of());

    /** Models by definition, and definitions by the name of their file. */
    private record View(Map<String, JsonObject> models, Map<String, String> files) {}

    /** With the address of the city, or none when it is not known. */
    OwnModels(String base) {
        this.base = base;
    }

    /** Takes up the models of a bundle that became active. */
    void add(Bundle bundle) {
        var found = bundle.findEntries(PLACE, "*.tm.json*", false);
        List<URL> urls = found == null ? List.of() : Collections.list(found);
        if (!urls.isEmpty()) {
            Map<String, JsonObject> models = new TreeMap<>();
            urls.forEach(url -> read(bundle.getSymbolicName(), url, models));
            add(bundle.getBundleId(), models);
        }
    }

    void add(long source, Map<String, JsonObject> models) {
        bundles.put(source, models);
        look();
    }

    void remove(Bundle bundle) {
        if (bundles.remove(bundle.getBundleId()) != null) {
            look();
        }
    }

    /** The model that a definition, or an address of this city, names. */
    Optional<JsonObject> find(String definition) {
        return Optional.ofNullable(view.models.get(canonical(definition)));
    }

    /** The model whose file has a name. */
    Optional<JsonObject> file(String name) {
        View now = view;
        return Optional.ofNullable(now.files.get(name)).map(now.models::get);
    }

    /** A definition instead of its address at this city or its id; anything else as it is. */
    String canonical(String text) {
        if (!base.isEmpty() && text.startsWith(base + PATH)) {
            return view.files.getOrDefault(text.substring(base.length() + PATH.length()), text);
        }
        Matcher id = ID.matcher(text);
        return id.matches() ? id.group("definition") : text;
    }

    /** Whether somebody asks for a model of this city, be there such a one or not. */
    boolean isOwn(String text) {
        return !base.isEmpty() && text.startsWith(base + PATH)
                || DEFINITION.matcher(canonical(text)).matches();
    }

    /** A definition's address at this city; the definition itself when the city has none. */
    String address(String definition) {
        String canonical = canonical(definition);
        return base.isEmpty() || !view.models.containsKey(canonical) ? definition : base + PATH + fileOf(canonical);
    }

    /** All definitions. */
    Iterable<String> definitions() {
        return view.models.keySet();
    }

    /** The definition that a model has by its id. */
    static Optional<String> definitionOf(JsonObject model) {
        return Json.text(model, "id").map(ID::matcher).filter(Matcher::matches).map(id -> id.group("definition"));
    }

    static String fileOf(String definition) {
        String[] parts = definition.split(":", 3);
        String file = parts[1] + "-" + parts[2] + ".tm.json";
        return parts[0].equals(CITY) ? file : parts[0] + "." + file;
    }

    private synchronized void look() {
        Map<String, JsonObject> models = new TreeMap<>();
        Map<String, String> files = new TreeMap<>();
        bundles.values().forEach(brought -> brought.forEach(models::putIfAbsent));
        models.keySet().forEach(definition -> files.putIfAbsent(fileOf(definition), definition));
        view = new View(models, files);
    }

    private static void read(String bundle, URL url, Map<String, JsonObject> models) {
        try (InputStream in = url.openStream()) {
            JsonObject model = JsonFactory.newObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            definitionOf(model)
                    .ifPresentOrElse(
                            definition -> models.put(definition, model),
                            () -> LOG.warn(
                                    "The model {} of {} is left out: its id is not like urn:vendor:model:1.0.0",
                                    url.getPath(),
                                    bundle));
        } catch (IOException | JsonRuntimeException e) {
            LOG.warn("The model {} of {} is left out: {}", url.getPath(), bundle, e.getMessage());
        }
    }
}
