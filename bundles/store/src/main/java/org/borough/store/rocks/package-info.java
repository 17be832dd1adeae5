// SPDX-License-Identifier: EPL-2.0
/** Stores on RocksDB: its write-ahead log makes writes durable, our committing thread groups them. */
package org.borough.store.rocks;
