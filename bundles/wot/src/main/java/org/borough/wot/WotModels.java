// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.borough.engine.ThingModels;
import org.borough.store.Store;
import org.borough.store.Stores;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.BundleTracker;

/** Offers the models to the twin engine, and shares its parts with the doors of this bundle. */
@Component(
        service = {ThingModels.class, WotModels.class},
        configurationPid = Settings.PID,
        immediate = true)
@Designate(ocd = WotConfig.class)
public final class WotModels implements ThingModels {

    private final Settings settings;
    private final Store store;
    private final Fetcher fetcher;
    private final OwnModels own;
    private final Library library;
    private final Configuration configuration;
    private final Describer describer;
    private final Optional<BundleTracker<Bundle>> tracker;

    /** Checks the settings and takes up the models of all bundles. */
    @Activate
    public WotModels(BundleContext context, @Reference Stores stores, WotConfig config) {
        this(Settings.of(config), stores, Optional.of(context));
    }

    WotModels(Settings settings, Stores stores, Optional<BundleContext> context) {
        this.settings = settings;
        this.fetcher = new Fetcher(settings.fetching());
        this.own = new OwnModels(settings.describing().base());
        this.library = new Library(own, fetcher, settings.fetching(), System::nanoTime);
        this.describer = new Describer(settings.describing(), own);
        this.store = stores.open("wot");
        this.configuration = new Configuration(settings.switches(), store);
        this.tracker = context.map(this::tracker);
        tracker.ifPresent(BundleTracker::open);
        fetcher.background(Schema::warmUp);
    }

    /** Lets everything go. */
    @Deactivate
    public void close() {
        tracker.ifPresent(BundleTracker::close);
        fetcher.close();
        store.close();
    }

    @Override
    public CompletionStage<Models> load(Set<String> definitions) {
        Map<String, CompletableFuture<LoadedModels.Lent>> loads = new LinkedHashMap<>();
        definitions.forEach(definition -> loads.put(definition, lent(definition)));
        return CompletableFuture.allOf(loads.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, LoadedModels.Lent> lent = new LinkedHashMap<>();
                    loads.forEach((definition, load) -> lent.put(definition, load.join()));
                    return new LoadedModels(lent, settings, configuration, describer);
                });
    }

    Settings settings() {
        return settings;
    }

    OwnModels own() {
        return own;
    }

    Configuration configuration() {
        return configuration;
    }

    private CompletableFuture<LoadedModels.Lent> lent(String definition) {
        if (!library.names(definition)) {
            return CompletableFuture.completedFuture(LoadedModels.Lent.NONE);
        }
        return library.get(definition)
                .handle((model, failure) -> failure == null
                        ? new LoadedModels.Lent(Optional.of(model), Optional.empty())
                        : new LoadedModels.Lent(Optional.empty(), Optional.of(problem(definition, failure))));
    }

    private static Unavailable problem(String definition, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Unavailable known
                ? known
                : Unavailable.invalid(definition, "it cannot be read: " + cause.getMessage());
    }

    private BundleTracker<Bundle> tracker(BundleContext context) {
        return new BundleTracker<>(context, Bundle.ACTIVE, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                own.add(bundle);
                library.renew();
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
                own.remove(bundle);
                library.renew();
            }
        };
    }
}
