// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.cms;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.borough.connect.DeviceId;
import org.borough.talq.PeerSettings;
import org.borough.talq.TalqClient;

/** The configuration, checked. */
record GatewaySettings(
        String name,
        String tenant,
        String subject,
        String gatewayAddress,
        String cmsAddress,
        TalqClient.Target target,
        Optional<SSLContext> tls,
        Duration override,
        boolean fallback,
        int maxBytes) {

    static GatewaySettings of(GatewayConfig config) {
        PeerSettings check = new PeerSettings(GatewayConfig.PID);
        String cms = check.uuid("cmsAddress", config.cmsAddress());
        return new GatewaySettings(
                check.text("name", config.name(), "[a-z0-9][a-z0-9-]{0,31}", "up to 32 small letters, digits and -"),
                check.text(
                        "tenant", config.tenant(), "[a-zA-Z]\\w*(?:[.-][a-zA-Z]\\w*)*", "a tenant that is a namespace"),
                check.text("subject", config.subject(), "\\S+:\\S+", "a subject such as borough:gateway-1"),
                check.uuid("gatewayAddress", config.gatewayAddress()),
                cms,
                check.target(
                        "gatewayUrl",
                        config.gatewayUrl(),
                        cms,
                        config.user(),
                        config.secretFile(),
                        config.timeoutSeconds(),
                        config.allowedHosts()),
                check.tls(config.keyStoreFile(), config.trustStoreFile(), config.storePasswordFile()),
                Duration.ofHours(check.within("overrideHours", config.overrideHours(), 1, 8760)),
                config.fallbackPrograms(),
                check.within("maxRequestKilobytes", config.maxRequestKilobytes(), 16, 65_536) * 1024);
    }

    /** The gateway as a device. */
    DeviceId gateway() {
        return new DeviceId(tenant, name);
    }

    /** A device behind it. */
    DeviceId device(String address) {
        return new DeviceId(tenant, address.toLowerCase(java.util.Locale.ROOT));
    }
}
