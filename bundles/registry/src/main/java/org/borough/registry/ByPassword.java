// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Admission;
import org.borough.connect.Credential;

/** Devices that prove themselves by a password. */
final class ByPassword {

    private final Directory directory;
    private final Gate gate;
    private final Passwords passwords;
    private final Clock clock;

    ByPassword(Directory directory, Gate gate, Passwords passwords, Clock clock) {
        this.directory = directory;
        this.gate = gate;
        this.passwords = passwords;
        this.clock = clock;
    }

    CompletionStage<Admission> admit(Credential.Password given, String protocol) {
        Optional<Device> holder = holder(given);
        Optional<Login> login = holder.flatMap(device -> device.login(given.authId()));
        if (passwords.isProven(login, given.password(), clock.instant())) {
            return CompletableFuture.completedStage(admitted(given, login, protocol));
        }
        return passwords
                .run(() -> passwords.check(login, given.password(), clock.instant()))
                .handle((right, failure) -> {
                    if (failure != null) {
                        return Gate.refused(failure);
                    }
                    return right ? admitted(given, login, protocol) : Gate.WRONG;
                });
    }

    private Optional<Device> holder(Credential.Password given) {
        Shelves now = directory.now();
        return now.tenantCalled(given.tenant())
                .flatMap(tenant -> now.holder(tenant.id(), Device.authKey(Login.TYPE, given.authId())));
    }

    /** Looks the device up anew: it may have lost its credentials while the password was checked. */
    private Admission admitted(Credential.Password given, Optional<Login> checked, String protocol) {
        return holder(given)
                .filter(device -> device.login(given.authId()).orElse(null) == checked.orElseThrow())
                .map(device -> gate.admit(device.id(), "", protocol))
                .orElse(Gate.WRONG);
    }
}
