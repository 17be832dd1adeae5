// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set in {@code org.borough.wot.cfg}. */
@ObjectClassDefinition(
        name = "Borough Web of Things",
        description = "Thing Models that definitions name: new things, validation, Thing Descriptions, directory.")
public @interface WotConfig {

    @AttributeDefinition(
            description = "The address under which apps reach this city; it stands in Thing Descriptions and before"
                    + " /models. Without it, own models have no address.")
    String baseUrl() default "";

    @AttributeDefinition(
            description = "Hosts from which Thing Models may be fetched over HTTPS, each host or host:port; none when"
                    + " empty.")
    String[] allowedHosts() default {};

    @AttributeDefinition(
            description = "Those of the allowed hosts that may have a private or loopback address; also plain HTTP is"
                    + " allowed to those of them that are loopback.")
    String[] privateHosts() default {};

    @AttributeDefinition(
            description = "Where hosts really are, each host=address or host=address:port; others are looked up by"
                    + " name.")
    String[] hostAddresses() default {};

    @AttributeDefinition(
            description = "File of a key store (PKCS12 or JKS) with the certificates that are trusted for fetching; the"
                    + " Java runtime's own when empty.")
    String trustStore() default "";

    @AttributeDefinition(description = "Password of that key store.")
    String trustStorePassword() default "";

    @AttributeDefinition(description = "Seconds that fetching one model may take in all (1 to 60).")
    int fetchTimeoutSeconds() default 10;

    @AttributeDefinition(description = "Largest model that is fetched, in bytes (1024 to 10485760).")
    int maxModelBytes() default 262_144;

    @AttributeDefinition(description = "Minutes after which a fetched model is asked for anew (1 to 10080).")
    int cacheMinutes() default 10;

    @AttributeDefinition(
            description = "Seconds that a model which could not be fetched is not asked for again (1 to 3600).")
    int negativeCacheSeconds() default 30;

    @AttributeDefinition(description = "Fetched models that are kept in memory (10 to 100000).")
    int maxCachedModels() default 500;

    @AttributeDefinition(description = "Whether new things begin with what their model says.")
    boolean thingSkeletons() default true;

    @AttributeDefinition(description = "Whether new features begin with what their model says.")
    boolean featureSkeletons() default true;

    @AttributeDefinition(description = "Whether that comprises properties that the model marks as optional.")
    boolean optionalInSkeletons() default false;

    @AttributeDefinition(
            description = "Whether a thing or feature whose model cannot be had is refused; else it is made without.")
    boolean refuseWithoutModel() default true;

    @AttributeDefinition(description = "Whether changes and messages are validated against models.")
    boolean validation() default true;

    @AttributeDefinition(description = "Whether what is not valid is only logged as a warning and let through.")
    boolean validationLogsOnly() default false;

    @AttributeDefinition(
            description = "Checks that are left out, each by its name in Ditto, such as"
                    + " thing.forbid.nonModeledAttributes or feature.enforce.properties.")
    String[] skippedChecks() default {};

    @AttributeDefinition(
            description = "Whether features of own models (vendor:model:version) may have nothing that their model does"
                    + " not name; models with an address are always that strict.")
    boolean strictOwnModels() default false;

    @AttributeDefinition(
            description = "JSON object that is added to every Thing Description, such as its security definitions.")
    String descriptionTemplate() default
            "{\"securityDefinitions\":{\"basic_sc\":{\"scheme\":\"basic\",\"in\":\"header\"}},\"security\":\"basic_sc\"}";

    @AttributeDefinition(
            description = "JSON object with the values of placeholders in models that a thing does not give itself.")
    String placeholders() default "{}";

    @AttributeDefinition(description = "Whether Thing Descriptions name the query parameters of Ditto's API.")
    boolean uriVariables() default true;

    @AttributeDefinition(description = "Whether Thing Descriptions say when the thing was created.")
    boolean describeCreated() default true;

    @AttributeDefinition(description = "Whether Thing Descriptions say when the thing was last changed.")
    boolean describeModified() default false;

    @AttributeDefinition(
            description = "Whether Thing Descriptions leave out what their reader may neither read nor write, send nor"
                    + " receive.")
    boolean describeByPermission() default true;

    @AttributeDefinition(description = "Whether own models may be read at /models without credentials.")
    boolean publicModels() default false;
}
