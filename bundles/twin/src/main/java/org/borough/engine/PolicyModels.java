// SPDX-License-Identifier: EPL-2.0
package org.borough.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyEntry;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.PolicyImport;
import org.eclipse.ditto.policies.model.PolicyImportInvalidException;
import org.eclipse.ditto.policies.model.PolicyImports;
import org.eclipse.ditto.policies.model.signals.commands.modify.CreatePolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicy;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntries;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyEntry;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImport;
import org.eclipse.ditto.policies.model.signals.commands.modify.ModifyPolicyImports;
import org.eclipse.ditto.policies.model.signals.commands.modify.PolicyModifyCommand;

/**
 * Makes Ditto's policy types of JSON without losing what entries may have from Ditto 3.9 on: {@code namespaces}, of which
 * things an entry speaks, and {@code allowedAdditions}. {@code references} and {@code transitiveImports} are refused, as
 * leaving them out would give other rights than were written down.
 */
public final class PolicyModels {

    /** The namespaces of which an entry speaks; of all if there are none. */
    public static final String NAMESPACES = "namespaces";

    /** What those who refer to an entry may add to it. */
    public static final String ALLOWED_ADDITIONS = "allowedAdditions";

    private static final String REFERENCES = "references";
    private static final String TRANSITIVE_IMPORTS = "transitiveImports";
    private static final Set<String> ADDITIONS = Set.of("subjects", "resources", NAMESPACES);

    private PolicyModels() {}

    /** A policy of its JSON. */
    public static Policy policy(JsonObject json) {
        member(json, "imports").forEach(field -> checkImport(field.getValue()));
        Policy policy = PoliciesModelFactory.newPolicy(json);
        for (JsonField field : member(json, "entries")) {
            if (isMore(field.getValue())) {
                policy = policy.setEntry(
                        entry(field.getKeyName(), field.getValue().asObject()));
            }
        }
        return policy;
    }

    /** Entries by their labels. */
    public static Iterable<PolicyEntry> entries(JsonObject json) {
        List<PolicyEntry> entries = new ArrayList<>(json.getSize());
        for (PolicyEntry entry : PoliciesModelFactory.newPolicyEntries(json)) {
            JsonValue given = json.getValue(JsonFactory.newPointer(JsonFactory.newKey(entry.getLabel())))
                    .orElseThrow();
            entries.add(isMore(given) ? entry(entry.getLabel(), given.asObject()) : entry);
        }
        return entries;
    }

    /** An entry. */
    public static PolicyEntry entry(CharSequence label, JsonObject json) {
        PolicyEntry plain = PoliciesModelFactory.newPolicyEntry(label, json);
        return isMore(json) ? new ScopedEntry(plain, more(json)) : plain;
    }

    /** The imports of a policy. */
    public static PolicyImports imports(JsonObject json) {
        json.forEach(field -> checkImport(field.getValue()));
        return PoliciesModelFactory.newPolicyImports(json);
    }

    /** An import. */
    public static PolicyImport oneImport(PolicyId imported, JsonObject json) {
        checkImport(json);
        return PoliciesModelFactory.newPolicyImport(imported, json);
    }

    /** The policy with those of its entries that speak of a namespace. */
    public static Policy about(Policy policy, String namespace) {
        Policy left = policy;
        for (PolicyEntry entry : policy) {
            left = ScopedEntry.isAbout(entry, namespace) ? left : left.removeEntry(entry);
        }
        return left;
    }

    /** Whether the JSON of an entry, of entries by their labels or of a policy holds what only these types keep. */
    public static boolean hasMore(JsonValue json) {
        if (!json.isObject() || json.isNull()) {
            return false;
        }
        JsonObject object = json.asObject();
        return isMore(object)
                || object.stream().anyMatch(field -> isMore(field.getValue()))
                || member(object, "entries").stream().anyMatch(field -> isMore(field.getValue()));
    }

    private static boolean isMore(JsonValue entry) {
        return entry.isObject()
                && !entry.isNull()
                && (entry.asObject().contains(NAMESPACES)
                        || entry.asObject().contains(ALLOWED_ADDITIONS)
                        || entry.asObject().contains(REFERENCES));
    }

    /** The command that a value was meant for, with all of what the value says. */
    public static Signal<?> whole(Signal<?> signal, JsonValue value) {
        if (!(signal instanceof PolicyModifyCommand<?> command) || !value.isObject() || value.isNull()) {
            return signal;
        }
        JsonObject json = value.asObject();
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        if (command instanceof ModifyPolicyImports) {
            return ModifyPolicyImports.of(id, imports(json), headers);
        }
        if (command instanceof ModifyPolicyImport one) {
            return ModifyPolicyImport.of(id, oneImport(one.getPolicyImport().getImportedPolicyId(), json), headers);
        }
        if (command instanceof CreatePolicy) {
            return CreatePolicy.of(policy(named(id, json)), headers);
        }
        if (command instanceof ModifyPolicy) {
            return ModifyPolicy.of(id, policy(named(id, json)), headers);
        }
        if (command instanceof ModifyPolicyEntries) {
            return ModifyPolicyEntries.of(id, entries(json), headers);
        }
        return command instanceof ModifyPolicyEntry entry
                ? ModifyPolicyEntry.of(id, entry(entry.getPolicyEntry().getLabel(), json), headers)
                : signal;
    }

    private static JsonObject named(PolicyId id, JsonObject policy) {
        return policy.setValue("policyId", id.toString());
    }

    private static JsonObject member(JsonObject json, String name) {
        return json.getValue(name)
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private static JsonObject more(JsonObject json) {
        JsonObjectBuilder more = JsonFactory.newObjectBuilder();
        json.getValue(NAMESPACES).ifPresent(value -> more.set(NAMESPACES, namespaces(value)));
        json.getValue(ALLOWED_ADDITIONS).ifPresent(value -> more.set(ALLOWED_ADDITIONS, additions(value)));
        if (json.getValue(REFERENCES).filter(PolicyModels::says).isPresent()) {
            throw invalid("References to other entries are not supported; write down what they would add.");
        }
        return more.build();
    }

    private static JsonArray namespaces(JsonValue value) {
        return texts(NAMESPACES, value, ScopedEntry::isPattern, "a namespace as 'com.acme' or 'com.acme.*'");
    }

    private static JsonArray additions(JsonValue value) {
        return texts(ALLOWED_ADDITIONS, value, ADDITIONS::contains, "'subjects', 'resources' or 'namespaces'");
    }

    private static JsonArray texts(String member, JsonValue value, Predicate<String> allowed, String what) {
        if (!value.isArray()) {
            throw invalid("The member '" + member + "' is no array.");
        }
        for (JsonValue one : value.asArray()) {
            if (!one.isString() || !allowed.test(one.asString())) {
                throw invalid("In '" + member + "', <" + one + "> is not " + what + ".");
            }
        }
        return value.asArray();
    }

    private static void checkImport(JsonValue one) {
        if (one.isObject()
                && one.asObject()
                        .getValue(TRANSITIVE_IMPORTS)
                        .filter(PolicyModels::says)
                        .isPresent()) {
            throw PolicyImportInvalidException.newBuilder()
                    .message("Transitive imports are not supported.")
                    .description("Import each of the policies itself.")
                    .build();
        }
    }

    private static boolean says(JsonValue value) {
        return !value.isNull() && !(value.isArray() && value.asArray().isEmpty());
    }

    private static RuntimeException invalid(String why) {
        return PolicyEntryInvalidException.newBuilder().description(why).build();
    }
}
