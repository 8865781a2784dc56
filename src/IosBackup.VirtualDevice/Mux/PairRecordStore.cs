using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>The pair records that a usbmux service keeps for its clients, in memory.</summary>
public sealed class PairRecordStore
{
    private readonly ConcurrentDictionary<string, byte[]> _records = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The identifiers (UDIDs) that have a record.</summary>
    public IReadOnlyCollection<string> Identifiers => [.. _records.Keys];

    /// <summary>The record of a device, a property list, or null. Contains private keys.</summary>
    public byte[]? Find(string identifier) =>
        _records.TryGetValue(identifier, out byte[]? record) ? record : null;

    /// <summary>Stores a record in the place of an older one.</summary>
    public void Save(string identifier, byte[] record) => _records[identifier] = record;

    /// <summary>Removes a record; false when there is none.</summary>
    public bool Delete(string identifier) => _records.TryRemove(identifier, out _);
}
