using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What the repository remembers of a generation. Kept as a property list; keys it does not know are kept.
/// </summary>
internal sealed class GenerationRecord
{
    private const string FileName = "record.plist";

    private readonly PlistDictionary _values;

    private GenerationRecord(PlistDictionary values)
    {
        _values = values;
    }

    public GenerationRecord()
        : this(new PlistDictionary())
    {
    }

    /// <summary>The generation's name: the moment of its commit in UTC.</summary>
    public string Stamp
    {
        get => _values.GetString(nameof(Stamp)) ?? string.Empty;
        set => _values[nameof(Stamp)] = value;
    }

    /// <summary>The run's UUID in Status.plist: ties the record to a folder whatever the folder is called.</summary>
    public string StatusUuid
    {
        get => _values.GetString(nameof(StatusUuid)) ?? string.Empty;
        set => _values[nameof(StatusUuid)] = value;
    }

    /// <summary>Whether the device sent everything.</summary>
    public bool IsFull
    {
        get => _values.GetBoolean(nameof(IsFull)) ?? false;
        set => _values[nameof(IsFull)] = value;
    }

    /// <summary>Whether another tool made or changed it.</summary>
    public bool IsAdopted
    {
        get => _values.GetBoolean(nameof(IsAdopted)) ?? false;
        set => _values[nameof(IsAdopted)] = value;
    }

    /// <summary>Stored files.</summary>
    public long FileCount
    {
        get => _values.GetInteger(nameof(FileCount)) ?? 0;
        set => _values[nameof(FileCount)] = value;
    }

    /// <summary>Bytes of the stored files.</summary>
    public long Size
    {
        get => _values.GetInteger(nameof(Size)) ?? 0;
        set => _values[nameof(Size)] = value;
    }

    /// <summary>Bytes that came over the wire for it.</summary>
    public long BytesReceived
    {
        get => _values.GetInteger(nameof(BytesReceived)) ?? 0;
        set => _values[nameof(BytesReceived)] = value;
    }

    /// <summary>
    /// Files that the device could not read, and that are therefore not in it; null when nobody noted it, as of
    /// backups that were adopted.
    /// </summary>
    public long? FailedCount
    {
        get => _values.GetInteger(nameof(FailedCount));
        set
        {
            if (value is long count)
            {
                _values[nameof(FailedCount)] = count;
            }
        }
    }

    /// <summary>Files and bytes per data type; empty when the manifest could not be read.</summary>
    public PlistDictionary DataTypes
    {
        get => _values.GetDictionary(nameof(DataTypes)) ?? new PlistDictionary();
        set => _values[nameof(DataTypes)] = value;
    }

    /// <summary>The data types it was limited to or made without; empty for a whole backup.</summary>
    public PlistDictionary Filter
    {
        get => _values.GetDictionary(nameof(Filter)) ?? new PlistDictionary();
        set => _values[nameof(Filter)] = value;
    }

    /// <summary>Length and SHA-256 of each metadata file, by name.</summary>
    public PlistDictionary Metadata
    {
        get => _values.GetDictionary(nameof(Metadata)) ?? new PlistDictionary();
        set => _values[nameof(Metadata)] = value;
    }

    /// <summary>The tests it went through, oldest first.</summary>
    public IReadOnlyList<VerificationRecord> Verifications =>
        [.. (_values.GetArray(nameof(Verifications)) ?? []).OfType<PlistDictionary>()
            .Select(VerificationRecord.FromPlist)];

    /// <summary>
    /// The last test that found what a restore would fail with, as long as no later one refutes it; null when there is
    /// none.
    /// </summary>
    public VerificationRecord? FailedTest
    {
        get
        {
            IReadOnlyList<VerificationRecord> all = Verifications;
            return all
                .Where((test, index) => test.BlocksRestore && !all.Skip(index + 1).Any(later => later.Refutes(test)))
                .LastOrDefault();
        }
    }

    /// <summary>The same record, to be changed for another repository.</summary>
    public GenerationRecord Copy() => new(PropertyList.ParseDictionary(PropertyList.ToBinary(_values)));

    /// <summary>Adds a test.</summary>
    public void Add(VerificationRecord verification)
    {
        PlistArray all = _values.GetArray(nameof(Verifications)) ?? [];
        all.Add(verification.ToPlist());
        _values[nameof(Verifications)] = all;
    }

    /// <summary>Takes the tests out: they say nothing about a copy.</summary>
    public void ForgetVerifications() => _values[nameof(Verifications)] = new PlistArray();

    /// <summary>Reads the record in a generation's own folder; null when there is none or it is damaged.</summary>
    public static GenerationRecord? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path)
                ? new GenerationRecord(PropertyList.ParseDictionary(File.ReadAllBytes(path)))
                : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is Errors.EngineException)
        {
            return null;
        }
    }

    /// <summary>Writes the record into a generation's own folder, whole or not at all.</summary>
    public void Write(FileLayer files, string folder) =>
        files.Replace(Path.Combine(folder, FileName), PropertyList.ToXml(_values));
}
