// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

/** Writes one frame after the other when the socket takes it, each flushed by itself: one frame, one HTTP chunk. */
final class FrameWriter implements WriteListener {

    private final ServletOutputStream out;
    private final Runnable onFailure;
    private boolean open;
    private boolean flushing;
    private byte[] frame;
    private Runnable done;

    FrameWriter(ServletOutputStream out, Runnable onFailure) {
        this.out = out;
        this.onFailure = onFailure;
    }

    void open() {
        out.setWriteListener(this);
    }

    /** Takes the next frame, once the one before is done. */
    void write(byte[] next, Runnable whenDone) {
        synchronized (this) {
            frame = next;
            done = whenDone;
        }
        pump();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            open = true;
        }
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        onFailure.run();
    }

    private void pump() {
        Runnable finished = null;
        try {
            synchronized (this) {
                if (advance()) {
                    finished = done;
                    done = null;
                }
            }
        } catch (IOException | IllegalStateException | RejectedExecutionException gone) {
            onFailure.run();
        }
        if (finished != null) {
            finished.run();
        }
    }

    /** Whether the frame is on its way. */
    private boolean advance() throws IOException {
        if (!open || !flushing && frame == null || !out.isReady()) {
            return false;
        }
        if (frame != null) {
            out.write(frame);
            frame = null;
            flushing = true;
            if (!out.isReady()) {
                return false;
            }
        }
        out.flush();
        flushing = false;
        return true;
    }
}
