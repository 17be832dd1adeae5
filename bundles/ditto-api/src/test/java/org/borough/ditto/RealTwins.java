// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.borough.store.Store;
import org.borough.store.Stores;
import org.borough.store.Write;
import org.borough.thing.Status;
import org.borough.twin.engine.TwinComponent;

/** The real twin engine with its default configuration, on a store that forgets. */
public final class RealTwins {

    private RealTwins() {}

    public static TwinComponent open() throws ReflectiveOperationException {
        Stores stores = name -> new Forgetful();
        Constructor<?> constructor = TwinComponent.class.getConstructors()[0];
        Class<?> config = constructor.getParameterTypes()[1];
        Object defaults = Proxy.newProxyInstance(
                config.getClassLoader(),
                new Class<?>[] {config, Annotation.class},
                (proxy, method, arguments) -> method.getDefaultValue());
        return (TwinComponent) constructor.newInstance(stores, defaults);
    }

    private static final class Forgetful implements Store {

        private final NavigableMap<byte[], byte[]> values = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

        @Override
        public CompletionStage<Void> write(List<Write> batch) {
            batch.forEach(write -> write.value()
                    .ifPresentOrElse(value -> values.put(write.key(), value), () -> values.remove(write.key())));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<byte[]> get(byte[] key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
            byte[] start = Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from;
            visit(values.tailMap(start), prefix, visitor);
        }

        @Override
        public void scanBackwards(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            values.descendingMap().entrySet().stream()
                    .filter(entry -> startsWith(entry.getKey(), prefix))
                    .takeWhile(entry -> visitor.test(entry.getKey(), entry.getValue()))
                    .forEach(entry -> {});
        }

        private static void visit(Map<byte[], byte[]> from, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
            from.entrySet().stream()
                    .takeWhile(entry -> startsWith(entry.getKey(), prefix))
                    .takeWhile(entry -> visitor.test(entry.getKey(), entry.getValue()))
                    .forEach(entry -> {});
        }

        private static boolean startsWith(byte[] key, byte[] prefix) {
            return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        }

        @Override
        public Status status() {
            return Status.ok("forgets everything");
        }

        @Override
        public void close() {}
    }
}
