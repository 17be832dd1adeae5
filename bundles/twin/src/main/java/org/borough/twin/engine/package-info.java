// SPDX-License-Identifier: EPL-2.0
/**
 * The twin engine: things and policies in memory, every event of theirs on disk before anybody hears of it.
 *
 * <h2>How a write goes</h2>
 *
 * <p>An entity (a thing or a policy) has a lane. Whatever waits there is taken at once, executed in order against the
 * last durable state, and its events are written as one batch of the store. Only when that batch is on disk does the
 * entity get its new state, do subscribers and listeners hear of it and do the callers get their answers. If the disk
 * refuses, nothing has changed and every caller of the batch is told; so there is nothing to roll back. While a batch is
 * under way further commands wait in the lane and make the next batch. Commands that concern a policy and a thing hold
 * both lanes, the policy's first.
 *
 * <h2>What is on disk</h2>
 *
 * <p>One store, {@code twins}. {@code x} is {@code t} for things and {@code p} for policies; texts are UTF-8, numbers
 * big-endian.
 *
 * <pre>
 * key                               value
 * x s id                            snapshot: revision (8 bytes), created, modified (epoch seconds and nanoseconds, 8 + 4
 *                                   bytes each), first revision kept in the journal (8), alive (1), the policy's id and
 *                                   the models of the features (each a length in 2 bytes and the text), JSON; a policy's
 *                                   JSON without its id
 * x j id 0x00 revision (8 bytes)    event: epoch milliseconds (8 bytes), Ditto's event JSON with the members
 *                                   {@code by} (first subject) and {@code why} (reason) added when they are known
 * x h id 0x00 revision (8 bytes)    an older snapshot, to be led on by the journal to what came after
 * x d id                            empty: the journal has events that the snapshot has not
 * </pre>
 *
 * <p>A snapshot comes with the first event, then with every {@code snapshotEvents}-th, and when the engine stops. All but
 * the first and the last are also kept as older snapshots. With a snapshot, events that are older than the last
 * {@code historyEvents} and than an older snapshot are deleted, and so are the snapshots before that one: so every
 * revision from that one on, or from the first, can be read. Revisions are contiguous, so the
 * journal of an entity holds exactly the revisions from the snapshot's first kept one to the latest. A start reads all
 * snapshots, and the journal only of those that are marked {@code d}. A deleted entity keeps a snapshot that is not alive,
 * so that its revisions go on when it is made again.
 */
package org.borough.twin.engine;
