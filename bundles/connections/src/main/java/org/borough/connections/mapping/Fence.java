// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/** Runs scripts interpreted, without Java, and stops them when they take too long or too much. */
final class Fence extends ContextFactory {

    private static final int LOOK_EVERY = 500;

    private final ScriptLimits limits;
    private final Allocations allocations = new Allocations();
    private final ThreadLocal<Budget> budgets = new ThreadLocal<>();

    Fence(ScriptLimits limits) {
        this.limits = limits;
    }

    /** What one run may still use. */
    private record Budget(long untilNanos, long untilBytes) {}

    /** Thrown through a script, which cannot catch it. */
    static final class Stopped extends Error {

        private static final long serialVersionUID = 1L;

        Stopped(String why) {
            super(why, null, false, false);
        }
    }

    @Override
    protected Context makeContext() {
        Context context = super.makeContext();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        context.setMaximumInterpreterStackDepth(limits.maxDepth());
        context.setInstructionObserverThreshold(LOOK_EVERY);
        context.setClassShutter(name -> false);
        return context;
    }

    @Override
    protected boolean hasFeature(Context context, int feature) {
        return feature != Context.FEATURE_ENHANCED_JAVA_ACCESS
                && feature != Context.FEATURE_E4X
                && super.hasFeature(context, feature);
    }

    void begin() {
        budgets.set(new Budget(
                System.nanoTime() + limits.maxTime().toNanos(), allocations.ofThisThread() + limits.maxMemory()));
    }

    void end() {
        budgets.remove();
    }

    @Override
    protected void observeInstructionCount(Context context, int count) {
        Budget budget = budgets.get();
        if (budget == null) {
            return;
        }
        if (System.nanoTime() - budget.untilNanos() > 0) {
            Duration most = limits.maxTime();
            throw new Stopped("The script was stopped: it took longer than " + most.toMillis() + " ms.");
        }
        if (allocations.ofThisThread() > budget.untilBytes()) {
            throw new Stopped("The script was stopped: it took more than " + limits.maxMemory() + " bytes of memory.");
        }
    }

    /** How much this thread has allocated, where the virtual machine tells it. */
    private static final class Allocations {

        private final MethodHandle count;

        Allocations() {
            count = find();
        }

        private static MethodHandle find() {
            try {
                // No import: not every framework lets bundles see the package, and without it only time is limited.
                Class<?> threads = ClassLoader.getPlatformClassLoader().loadClass("com.sun.management.ThreadMXBean");
                return MethodHandles.publicLookup()
                        .findVirtual(threads, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class))
                        .bindTo(threads.cast(ManagementFactory.getThreadMXBean()));
            } catch (ReflectiveOperationException | ClassCastException e) {
                return MethodHandles.constant(long.class, 0L);
            }
        }

        // The edge to a method that is found while running: whatever it throws means that memory is not told.
        @SuppressWarnings("checkstyle:IllegalCatch")
        long ofThisThread() {
            try {
                return (long) count.invoke();
            } catch (Throwable e) {
                return 0;
            }
        }
    }
}
