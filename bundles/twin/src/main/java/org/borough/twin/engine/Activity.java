// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is under way, so that an end can wait for it. */
final class Activity {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private long underWay;
    private boolean ended;

    /** Counts one more; false when nothing may begin any more. */
    boolean begin() {
        lock.lock();
        try {
            if (!ended) {
                underWay++;
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    void done() {
        lock.lock();
        try {
            underWay--;
            if (underWay == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more begin and waits for the rest; false when it takes longer. */
    boolean end(long seconds) {
        lock.lock();
        try {
            ended = true;
            long nanos = TimeUnit.SECONDS.toNanos(seconds);
            while (underWay > 0 && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            return underWay == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
