// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.RegistrationListener;
import org.borough.connect.Registrations;
import org.borough.store.Stores;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers who may connect, from memory; owns the directory and the passwords for the other parts of this bundle. */
@Component(
        service = {Registrations.class, Registry.class},
        configurationPid = "org.borough.registry",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = RegistrySettings.class)
public final class Registry implements Registrations {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Admission.Refused WRONG = new Admission.Refused(401, "Unauthorized");

    private final RegistrySettings settings;
    private final Clock clock;
    private final Passwords passwords;
    private final Credentials credentials;
    private final Directory directory;

    private final RegistrationListener listeners;

    /** Opens the store {@code registry}. */
    @Activate
    public Registry(RegistrySettings settings, @Reference Stores stores, BundleContext context) {
        this(RegistrySettings.Check.valid(settings), stores, new Listeners(context), Clock.systemUTC());
    }

    Registry(RegistrySettings settings, Stores stores, RegistrationListener listeners, Clock clock) {
        this.listeners = listeners;
        this.settings = settings;
        this.clock = clock;
        this.passwords = new Passwords(settings.bcryptCost(), settings.passwordThreads(), settings.passwordsWaiting());
        this.credentials = new Credentials(passwords, settings.maxBcryptCost());
        this.directory = new Directory(stores.open("registry"), clock, this::tell);
    }

    @Deactivate
    void stop() {
        passwords.close();
        directory.close();
    }

    RegistrySettings settings() {
        return settings;
    }

    Directory directory() {
        return directory;
    }

    Passwords passwords() {
        return passwords;
    }

    Credentials credentials() {
        return credentials;
    }

    @Override
    public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
        Credential.Password given = (Credential.Password) credential;
        Optional<Device> holder = holder(given);
        Optional<Login> login = holder.flatMap(device -> device.login(given.authId()));
        if (passwords.isProven(login, given.password(), clock.instant())) {
            return CompletableFuture.completedStage(admitted(given, login, protocol));
        }
        return passwords
                .run(() -> passwords.check(login, given.password(), clock.instant()))
                .handle((right, failure) -> {
                    if (failure != null) {
                        return refusal(Directory.cause(failure));
                    }
                    return right ? admitted(given, login, protocol) : WRONG;
                });
    }

    private Optional<Device> holder(Credential.Password given) {
        return directory.now().holder(given.tenant(), Device.authKey(Login.TYPE, given.authId()));
    }

    private static Admission refusal(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return new Admission.Refused(refused.status(), refused.getMessage());
        }
        LOG.error("A password could not be checked.", failure);
        return new Admission.Refused(503, "the password cannot be checked right now; try again later");
    }

    /** Looks the device up anew: it may have lost its credentials while the password was checked. */
    private Admission admitted(Credential.Password given, Optional<Login> checked, String protocol) {
        return holder(given)
                .filter(device -> device.login(given.authId()).orElse(null) == checked.orElseThrow())
                .map(device -> admit(device.id(), "", protocol))
                .orElse(WRONG);
    }

    @Override
    public Admission admit(DeviceId id, String gateway, String protocol) {
        Shelves now = directory.now();
        Optional<Tenant> tenant = now.tenant(id.tenant());
        if (tenant.isEmpty()) {
            return new Admission.Refused(404, "tenant [" + id.tenant() + "] does not exist");
        }
        if (!tenant.get().enabled()) {
            return new Admission.Refused(403, "tenant [" + id.tenant() + "] is disabled");
        }
        if (!tenant.get().serves(protocol)) {
            return new Admission.Refused(
                    403, "adapter [" + protocol + "] is not enabled for tenant [" + id.tenant() + "]");
        }
        Optional<Device> device = now.device(id).filter(Device::enabled);
        if (device.isEmpty()) {
            return new Admission.Refused(404, "device is disabled or not registered");
        }
        if (!gateway.isEmpty() && !gateway.equals(id.id())) {
            Optional<Device> speaker =
                    now.device(new DeviceId(id.tenant(), gateway)).filter(Device::enabled);
            if (speaker.isEmpty()) {
                return new Admission.Refused(403, "gateway is disabled or not registered");
            }
            if (!device.get().hears(speaker.get())) {
                return new Admission.Refused(
                        403,
                        "gateway [" + gateway + "] may not speak for device [" + id.id()
                                + "]; name it in the device's via");
            }
        }
        return new Admission.Admitted(device.get().registration(tenant.get(), protocol));
    }

    @Override
    public List<Registration> list(String tenant) {
        Shelves now = directory.now();
        return now.tenants().stream()
                .filter(each -> tenant.isEmpty() || each.id().equals(tenant))
                .flatMap(each -> now.devices(each.id()).stream().map(device -> device.registration(each, "")))
                .toList();
    }

    private void tell(Edit edit) {
        for (Edit.Step step : edit.steps()) {
            if (step instanceof Edit.PutTenant put && put.before().isPresent()) {
                listeners.changed(
                        new DeviceId(put.tenant().id(), "+"), put.tenant().enabled());
            } else if (step instanceof Edit.DropTenant drop) {
                listeners.changed(new DeviceId(drop.tenant(), "+"), false);
            } else if (step instanceof Edit.PutDevice put) {
                put.before()
                        .ifPresent(before -> listeners.changed(put.device().id(), stillAdmitted(before, put.device())));
            } else if (step instanceof Edit.DropDevice drop) {
                listeners.changed(drop.device(), false);
            }
        }
    }

    private boolean stillAdmitted(Device before, Device after) {
        boolean tenantEnabled =
                directory.now().tenant(after.id().tenant()).map(Tenant::enabled).orElse(false);
        return tenantEnabled
                && after.enabled()
                && Credentials.keeps(before.doc().credentials(), after.doc().credentials());
    }
}
