// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.borough.talq.PeerSettings;
import org.borough.talq.TalqClient;

/** The configuration, checked. */
record CmsSettings(
        String name,
        String subject,
        String cmsAddress,
        String gatewayAddress,
        Set<String> namespaces,
        String home,
        Optional<TalqClient.Target> cms,
        Optional<SSLContext> tls,
        Duration override,
        Duration silence,
        int maxBytes) {

    private static final String NAMESPACE = "[a-zA-Z]\\w*(?:[.-][a-zA-Z]\\w*)*";

    static CmsSettings of(CmsConfig config) {
        PeerSettings check = new PeerSettings(CmsConfig.PID);
        String name =
                check.text("name", config.name(), "[a-z0-9][a-z0-9-]{0,31}", "up to 32 small letters, digits and -");
        String gateway = check.uuid("gatewayAddress", config.gatewayAddress());
        String spaces = check.text(
                "namespaces",
                config.namespaces(),
                NAMESPACE + "(\\s*,\\s*" + NAMESPACE + ")*",
                "one or more namespaces with commas between them");
        Optional<TalqClient.Target> cms = config.cmsUrl().isBlank()
                ? Optional.empty()
                : Optional.of(check.target(
                        "cmsUrl",
                        config.cmsUrl(),
                        gateway,
                        config.user(),
                        config.secretFile(),
                        config.timeoutSeconds(),
                        config.allowedHosts()));
        return new CmsSettings(
                name,
                check.text("subject", config.subject(), "\\S+:\\S+", "a subject such as borough:cms"),
                check.uuid("cmsAddress", config.cmsAddress()),
                gateway,
                PeerSettings.words(spaces),
                check.text("homeNamespace", config.homeNamespace(), NAMESPACE, "a namespace"),
                cms,
                check.tls(config.keyStoreFile(), config.trustStoreFile(), config.storePasswordFile()),
                Duration.ofHours(check.within("overrideHours", config.overrideHours(), 1, 8760)),
                Duration.ofHours(check.within("silentHours", config.silentHours(), 1, 8760)),
                check.within("maxRequestKilobytes", config.maxRequestKilobytes(), 16, 65_536) * 1024);
    }
}
