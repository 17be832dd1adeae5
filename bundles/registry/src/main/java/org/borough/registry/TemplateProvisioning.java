// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.DeviceId;
import org.borough.connect.Provisioning;
import org.borough.thing.BoroughException;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;
import org.borough.twin.Twins;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes device, credentials, twin and policy from a template.
 *
 * <p>The twin comes first, then tenant, device and credentials in one write: a device that can connect has its twin. When
 * the registration fails, a twin that was made for it is deleted; when even that does not happen (the power went), the
 * same request made again finds the twin as it should be and adds the registration.
 */
@Component(service = {Provisioning.class, TemplateProvisioning.class})
public final class TemplateProvisioning implements Provisioning {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateProvisioning.class);
    private static final ArrayNode NO_CREDENTIALS = Json.MAPPER.createArrayNode();

    private final Registry registry;
    private final Twins twins;
    private final Templates templates;
    private final Optional<BundleTracker<Bundle>> tracker;

    /** Looks for templates in every active bundle and in the folder {@code templates} of Karaf's etc. */
    @Activate
    public TemplateProvisioning(@Reference Registry registry, @Reference Twins twins, BundleContext context) {
        this.registry = registry;
        this.twins = twins;
        this.templates = new Templates(folder(context), Duration.ofSeconds(1));
        this.tracker = Optional.of(new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                templates.add(bundle);
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
                templates.remove(bundle);
            }
        });
        tracker.get().open();
    }

    TemplateProvisioning(Registry registry, Twins twins, Templates templates) {
        this.registry = registry;
        this.twins = twins;
        this.templates = templates;
        this.tracker = Optional.empty();
    }

    private static Path folder(BundleContext context) {
        String etc = context.getProperty("karaf.etc");
        return Path.of(etc == null ? "etc" : etc, "templates");
    }

    @Deactivate
    void stop() {
        tracker.ifPresent(BundleTracker::close);
    }

    Registry registry() {
        return registry;
    }

    @Override
    public List<String> templates() {
        return templates.all().stream().map(Template::name).toList();
    }

    Collection<Template> described() {
        return templates.all();
    }

    Map<String, String> problems() {
        return templates.problems();
    }

    @Override
    public CompletionStage<Result> provision(Request request, String by) {
        return provision(request, by, by);
    }

    CompletionStage<Result> provision(Request request, String by, String person) {
        CompletionStage<Result> result;
        try {
            result = provision(Order.of(request, by, person, templates));
        } catch (RefusedException e) {
            result = CompletableFuture.failedStage(e);
        }
        return result.exceptionally(failure -> refused(request, Directory.cause(failure)));
    }

    private static Result refused(Request request, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return new Result.Refused(refused.status(), refused.getMessage());
        }
        if (failure instanceof TwinRefusedException refused) {
            return new Result.Refused(refused.status(), refused.getMessage());
        }
        if (failure instanceof BoroughException) {
            return new Result.Refused(503, failure.getMessage());
        }
        LOG.error("The {} could not be provisioned.", request, failure);
        return new Result.Refused(500, "provisioning failed inside the registry; the log says why");
    }

    private CompletionStage<Result> provision(Order order) {
        Optional<Device> found = registry.directory().now().device(order.id());
        if (found.isEmpty()) {
            return free(order).map(CompletableFuture::<Result>completedStage).orElseGet(() -> hashed(order)
                    .thenCompose(credentials -> make(order, credentials)));
        }
        Map<String, String> difference =
                new TreeMap<>(Difference.between(found.get(), order.device(), order.request()));
        return passwordIsRight(order, found.get(), difference).thenCompose(right -> {
            if (!right) {
                difference.put("credentials/password", "is another one");
            }
            return difference.isEmpty()
                    ? twin(order).thenApply(made -> result(made, new Result.Unchanged()))
                    : CompletableFuture.completedStage(new Result.Conflict(difference));
        });
    }

    /** A conflict when the auth-id belongs to another device. */
    private Optional<Result> free(Order order) {
        return registry.directory()
                .now()
                .holder(
                        order.id().tenant(),
                        Device.authKey(Login.TYPE, order.request().authId()))
                .map(holder -> new Result.Conflict(Map.of(
                        "credentials/auth-id",
                        "'" + order.request().authId() + "' is in use by device "
                                + holder.id().id())));
    }

    private CompletionStage<Boolean> passwordIsRight(Order order, Device device, Map<String, String> difference) {
        Request request = order.request();
        if (request.authId().isEmpty() || difference.containsKey("credentials/auth-id")) {
            return CompletableFuture.completedStage(true);
        }
        Optional<Login> login = device.login(request.authId());
        if (passwords().isProven(login, request.password(), registry.directory().instant())) {
            return CompletableFuture.completedStage(true);
        }
        return passwords().run(() -> passwords()
                .check(login, request.password(), registry.directory().instant()));
    }

    private CompletionStage<ArrayNode> hashed(Order order) {
        Request request = order.request();
        return request.authId().isEmpty()
                ? CompletableFuture.completedStage(NO_CREDENTIALS)
                : passwords().run(() -> registry.credentials().password(request.authId(), request.password()));
    }

    private CompletionStage<Result> make(Order order, ArrayNode credentials) {
        return twin(order).thenCompose(made -> {
            if (!made.differences().isEmpty()) {
                return CompletableFuture.completedStage(result(made, new Result.Created()));
            }
            return register(order, credentials)
                    .handle((device, failure) -> failure == null
                            ? CompletableFuture.<Result>completedStage(new Result.Created())
                            : failed(order, made, Directory.cause(failure)))
                    .thenCompose(stage -> stage);
        });
    }

    private CompletionStage<Result> failed(Order order, Twins.Provisioned made, Throwable failure) {
        if (registry.directory().now().device(order.id()).isPresent()) {
            // Somebody else registered it meanwhile: the twin is theirs now, and what they made is compared.
            return provision(order);
        }
        return undo(order, made).thenCompose(done -> CompletableFuture.failedStage(failure));
    }

    private CompletionStage<Twins.Provisioned> twin(Order order) {
        return twins.provision(
                order.id().thing(), order.thing().toString(), order.policy().toString(), cause(order.by()));
    }

    private static Cause cause(String by) {
        return Cause.of(by, "provisioning");
    }

    private static Result result(Twins.Provisioned made, Result otherwise) {
        if (made.differences().isEmpty()) {
            return made.created() && otherwise instanceof Result.Unchanged ? new Result.Created() : otherwise;
        }
        Map<String, String> difference = new TreeMap<>();
        made.differences().forEach(each -> difference.put("twin/" + (difference.size() + 1), each));
        return new Result.Conflict(difference);
    }

    private CompletionStage<Device> register(Order order, ArrayNode credentials) {
        DeviceId id = order.id();
        return registry.directory()
                .change(order.person(), edit -> {
                    Tenant tenant = edit.found()
                            .tenant(id.tenant())
                            .orElseGet(() -> edit.createTenant(id.tenant(), Json.object()));
                    return edit.createDevice(tenant, id, order.device(), credentials);
                })
                .thenApply(device -> {
                    device.login(order.request().authId()).ifPresent(login -> passwords()
                            .prove(login, order.request().password()));
                    return device;
                });
    }

    private CompletionStage<Void> undo(Order order, Twins.Provisioned made) {
        if (!made.created()) {
            return CompletableFuture.completedStage(null);
        }
        return twins.delete(order.id().thing(), cause(order.by())).exceptionally(failure -> {
            LOG.warn(
                    "The twin of {} stays without a registration ({}); provision the device again to repair it.",
                    order.id(),
                    failure.getMessage());
            return null;
        });
    }

    /** Deletes registration, credentials, twin and policy. Gives whether there was any of it. */
    CompletionStage<Boolean> delete(DeviceId id, String by, String person) {
        boolean twin = twins.get(id.thing()).isPresent();
        return registry.directory()
                .change(person, edit -> {
                    boolean registered = edit.found().device(id).isPresent();
                    if (registered) {
                        edit.dropDevice(id);
                    }
                    return registered;
                })
                .thenCompose(registered -> twins.delete(id.thing(), cause(by)).thenApply(done -> registered || twin));
    }

    private Passwords passwords() {
        return registry.passwords();
    }
}
