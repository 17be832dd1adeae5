// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Gathers the body of a request as it comes, so that a slow sender holds no thread. */
final class BodyReader implements ReadListener {

    private static final int PIECE = 8_192;
    /** How many times too large a body may be and still be read to its end, so that its sender hears the answer. */
    private static final int PATIENCE = 16;

    private final ServletInputStream in;
    private final int most;
    private final LongFunction<RuntimeException> tooLarge;
    private final Consumer<byte[]> onBody;
    private final Consumer<Throwable> onFailure;
    private final ByteArrayOutputStream gathered;
    private final byte[] piece;
    private long size;
    private boolean refused;

    private BodyReader(
            ServletInputStream in,
            int expected,
            int most,
            LongFunction<RuntimeException> tooLarge,
            Consumer<byte[]> onBody,
            Consumer<Throwable> onFailure) {
        this.in = in;
        this.most = most;
        this.tooLarge = tooLarge;
        this.onBody = onBody;
        this.onFailure = onFailure;
        int room = expected < 0 ? PIECE : Math.min(expected, PIECE) + 1;
        this.gathered = new ByteArrayOutputStream(room);
        this.piece = new byte[room];
    }

    /** The refusal of a body that is larger than {@code most} is made from its size. */
    static void read(
            HttpServletRequest request,
            int most,
            LongFunction<RuntimeException> tooLarge,
            Consumer<byte[]> onBody,
            Consumer<Throwable> onFailure) {
        if (request.getContentLengthLong() > (long) most * PATIENCE) {
            onFailure.accept(tooLarge.apply(request.getContentLengthLong()));
            return;
        }
        try {
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new BodyReader(in, request.getContentLength(), most, tooLarge, onBody, onFailure));
        } catch (IOException unreadable) {
            onFailure.accept(new UncheckedIOException(unreadable));
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady() && !in.isFinished()) {
            int read = in.read(piece);
            if (read < 0) {
                return;
            }
            size += read;
            if (size <= most) {
                gathered.write(piece, 0, read);
            } else if (size > (long) most * PATIENCE) {
                refused = true;
                onFailure.accept(tooLarge.apply(size));
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (size > most && !refused) {
            onFailure.accept(tooLarge.apply(size));
        } else if (!refused) {
            onBody.accept(gathered.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        onFailure.accept(failure);
    }
}
