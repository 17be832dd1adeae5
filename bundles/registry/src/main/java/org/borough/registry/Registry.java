// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Registration;
import org.borough.connect.RegistrationListener;
import org.borough.connect.Registrations;
import org.borough.connect.RegistryChangeListener;
import org.borough.connect.TenantLimits;
import org.borough.store.Stores;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Answers who may connect, from memory; owns the directory and the passwords for the other parts of this bundle. */
@Component(
        service = {Registrations.class, Registry.class},
        configurationPid = "org.borough.registry",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = RegistrySettings.class)
public final class Registry implements Registrations {

    private final RegistrySettings settings;
    private final Passwords passwords;
    /** Not those of the passwords: who guesses passwords shall not keep certificates waiting. */
    private final Workers signatures;

    private final Credentials credentials;
    private final Directory directory;
    private final Gate gate;
    private final Newcomers newcomers;
    private final ByPassword byPassword;
    private final ByCertificate byCertificate;
    private final ByToken byToken;
    private final ByKey byKey;

    /** Opens the store {@code registry}. */
    @Activate
    public Registry(RegistrySettings settings, @Reference Stores stores, BundleContext context) {
        this(settings, stores, new Listeners(context));
    }

    private Registry(RegistrySettings settings, Stores stores, Listeners listeners) {
        this(RegistrySettings.Check.valid(settings), stores, listeners, listeners, Clock.systemUTC());
    }

    Registry(
            RegistrySettings settings,
            Stores stores,
            RegistrationListener connections,
            RegistryChangeListener others,
            Clock clock) {
        this.settings = settings;
        this.passwords = new Passwords(settings.bcryptCost(), settings.passwordThreads(), settings.passwordsWaiting());
        this.signatures = new Workers("borough-signatures", settings.passwordThreads(), settings.passwordsWaiting());
        this.credentials = new Credentials(passwords, settings.maxBcryptCost());
        Announcements announcements =
                new Announcements(connections, others, () -> directory().now());
        this.directory = new Directory(stores.open("registry"), clock, announcements::tell);
        this.gate = new Gate(directory);
        this.newcomers = new Newcomers(directory, gate);
        this.byPassword = new ByPassword(directory, gate, passwords, clock);
        this.byCertificate = new ByCertificate(directory, gate, newcomers, signatures, clock);
        this.byToken = new ByToken(directory, gate, signatures, clock);
        this.byKey = new ByKey(directory, gate, clock);
    }

    @Deactivate
    void stop() {
        byCertificate.close();
        signatures.close();
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
        if (credential instanceof Credential.Password password) {
            return byPassword.admit(password, protocol);
        }
        if (credential instanceof Credential.Certificate certificate) {
            return byCertificate.admit(certificate, protocol);
        }
        if (credential instanceof Credential.Token token) {
            return byToken.admit(token, protocol);
        }
        return CompletableFuture.completedStage(
                credential instanceof Credential.PresharedKey key ? byKey.admit(key, protocol) : Gate.WRONG);
    }

    @Override
    public Admission admit(DeviceId id, String gateway, String protocol) {
        return gate.admit(id, gateway, protocol);
    }

    @Override
    public CompletionStage<Admission> provision(DeviceId device, String gateway, String protocol) {
        Admission admission = gate.admit(device, gateway, protocol);
        return admission instanceof Admission.Refused refused && refused.status() == 404
                ? newcomers.byGateway(device, gateway, protocol, admission)
                : CompletableFuture.completedStage(admission);
    }

    @Override
    public List<byte[]> presharedKeys(String tenant, String authId) {
        return byKey.keys(tenant, authId);
    }

    @Override
    public TenantLimits limits(String tenant) {
        return directory.now().limits(tenant);
    }

    @Override
    public List<Registration> list(String tenant) {
        Shelves now = directory.now();
        return now.tenants().stream()
                .filter(each -> tenant.isEmpty() || each.id().equals(tenant))
                .flatMap(each -> registrations(now, each))
                .toList();
    }

    private static Stream<Registration> registrations(Shelves now, Tenant tenant) {
        return now.around(tenant.id()).stream()
                .flatMap(around -> now.devices(tenant.id()).stream().map(device -> device.registration(around, "")));
    }
}
