// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;

/** Sized for a few stores beside a city's runtime on a small machine: tens, not hundreds, of megabytes each. */
final class RocksTuning {

    private static final long MEGABYTE = 1L << 20;

    private RocksTuning() {}

    static Options options() {
        return new Options()
                .setCreateIfMissing(true)
                // A torn tail is cut at the last whole record; everything before it is kept.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setWriteBufferSize(16 * MEGABYTE)
                .setMaxWriteBufferNumber(3)
                .setMaxTotalWalSize(64 * MEGABYTE)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setMaxOpenFiles(256)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(MEGABYTE)
                .setKeepLogFileNum(3)
                .setMaxLogFileSize(4 * MEGABYTE)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }
}
