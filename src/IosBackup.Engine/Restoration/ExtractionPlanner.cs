using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>Finds out what an extraction would do, with the same names and checks, and writes nothing.</summary>
public sealed class ExtractionPlanner
{
    private readonly FileLayer _files = FileLayer.Real;
    private readonly Destination _destination;
    private readonly Placer _placer;
    private readonly List<ExtractionNote> _notes = [];
    private ExtractionPlan _plan;

    /// <summary>Looks at a destination.</summary>
    /// <param name="destination">The folder; it need not exist.</param>
    /// <param name="options">How the extraction would work.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>, <see cref="ErrorKind.DestinationProtected"/>.
    /// </exception>
    public ExtractionPlanner(string destination, ExtractionOptions options)
    {
        _destination = new Destination(_files, destination);
        _placer = new Placer(options, _destination.FolderPath);
        foreach (NameMapEntry entry in NameMap.Read(_destination.FolderPath))
        {
            _placer.Reserve(entry);
        }

        _plan = new ExtractionPlan { Destination = _destination.FolderPath, Notes = _notes };
    }

    /// <summary>Looks at what would become of an entry.</summary>
    public void Add(Backup backup, BackupFile file)
    {
        bool hasPlace = _placer.HasPlaceFor(file.Kind);
        if (!hasPlace && file.Kind != FileKind.SymbolicLink)
        {
            return;
        }

        try
        {
            Placement placement = _placer.Place(backup, file);
            if (hasPlace)
            {
                NoteName(placement);
            }

            if (file.Kind == FileKind.Directory)
            {
                _destination.HasFolder(placement.Path);
                _plan = _plan with { Folders = _plan.Folders + 1 };
            }
            else if (file.Kind == FileKind.SymbolicLink)
            {
                AddLink(placement);
            }
            else
            {
                AddFile(backup, placement);
            }
        }
        catch (Exception e) when (e is EngineException || FileErrors.IsFileError(e))
        {
            _plan = _plan with { Refused = _plan.Refused + 1 };
            Note(ExtractionNoteKind.Refused, file, null);
        }
    }

    /// <summary>The plan for what was looked at.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public ExtractionPlan Complete()
    {
        string? folder = _destination.FolderPath;
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        try
        {
            return _plan with { FreeBytes = folder is null ? 0 : _files.FreeSpace(folder) };
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, _destination.FolderPath);
        }
    }

    private void AddLink(Placement placement)
    {
        _plan = _plan with { Links = _plan.Links + 1 };
        string above = Destination.Above(placement.Path);
        _destination.HasFolder(above);
        if (!_placer.HasPlaceFor(FileKind.SymbolicLink)
            || LinkPaths.Contain(above, placement.File.LinkTarget, _placer.Escape) is null)
        {
            _plan = _plan with { LinksRecorded = _plan.LinksRecorded + 1 };
            Note(ExtractionNoteKind.LinkRecorded, placement.File, placement.Path);
        }
    }

    private void AddFile(Backup backup, Placement placement)
    {
        if (placement.Fate == NameFate.Repeated)
        {
            return;
        }

        if (_destination.HasFolder(Destination.Above(placement.Path))
            && _destination.Look(placement.Path) is FileAttributes existing)
        {
            if (IsPresent(backup, placement, existing))
            {
                _plan = _plan with { FilesPresent = _plan.FilesPresent + 1 };
                return;
            }

            _plan = _plan with { Conflicts = _plan.Conflicts + 1 };
            Note(ExtractionNoteKind.Exists, placement.File, placement.Path);
        }

        _plan = _plan with
        {
            Files = _plan.Files + 1,
            Bytes = _plan.Bytes + PlausibleSize.Of(backup, placement.File),
        };
    }

    private bool IsPresent(Backup backup, Placement placement, FileAttributes existing)
    {
        if ((existing & (FileAttributes.Directory | FileAttributes.ReparsePoint)) != 0)
        {
            return false;
        }

        using Stream content = backup.OpenRead(placement.File);
        return ExistingFile.IsSame(_destination[placement.Path], placement.File, content);
    }

    private void NoteName(Placement placement)
    {
        if (!placement.IsRenamed)
        {
            return;
        }

        bool collides = placement.Fate == NameFate.Tagged;
        _plan = _plan with
        {
            Renamed = _plan.Renamed + 1,
            Collisions = _plan.Collisions + (collides ? 1 : 0),
        };
        Note(collides ? ExtractionNoteKind.Collision : ExtractionNoteKind.Renamed, placement.File, placement.Path);
    }

    private void Note(ExtractionNoteKind kind, BackupFile file, string? path)
    {
        if (_notes.Count < ExtractionPlan.MostNotes)
        {
            _notes.Add(new ExtractionNote(kind, file.ToString(), path));
        }
    }
}
