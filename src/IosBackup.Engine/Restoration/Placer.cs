using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Restoration;

/// <summary>Decides where the entries of backups go, in the order in which they come.</summary>
internal sealed class Placer
{
    private readonly ExtractionLayout _layout;
    private readonly NameTable _names;
    private Backup? _backup;
    private string _udid = string.Empty;

    /// <param name="options">How to arrange them.</param>
    /// <param name="destination">The full path of the destination.</param>
    public Placer(ExtractionOptions options, string destination)
    {
        _layout = options.Layout;
        _names = new NameTable(options.KeepsNativeNames) { LongestPath = DestinationPaths.LongestBelow(destination) };
        _names.Reserve(NameMap.FileName, owner: 0);
    }

    /// <summary>Whether the layout has a place for entries of a kind.</summary>
    public bool HasPlaceFor(FileKind kind) => kind == FileKind.File || _layout != ExtractionLayout.Flat;

    /// <summary>Decides where an entry goes.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.UnsafePath"/>.</exception>
    public Placement Place(Backup backup, BackupFile file)
    {
        EntryPaths.Require(file.Domain, file.RelativePath);
        string wish = Wish(file.Domain, file.RelativePath);
        if (wish.Length == 0)
        {
            throw new EngineException(ErrorKind.UnsafePath, "A file without a name.") { Target = file.ToString() };
        }

        string path = file.Kind == FileKind.Directory
            ? _names.PlaceFolder(wish, out NameFate fate)
            : _names.PlaceFile(wish, NameTable.Identify(UdidOf(backup), file.Domain, file.RelativePath), out fate);
        return new Placement(file, path, wish, fate);
    }

    /// <summary>The name that a part of a path gets when nothing else has it.</summary>
    public string Escape(string name) => _names.Escape(name);

    /// <summary>What the map is to say about an entry.</summary>
    public NameMapEntry Describe(Backup backup, Placement placement) => new()
    {
        Name = placement.Path,
        Backup = UdidOf(backup),
        Domain = placement.File.Domain,
        Path = placement.File.RelativePath,
        Kind = placement.File.Kind,
        LinkTarget = placement.File.LinkTarget,
    };

    /// <summary>Keeps for an entry the names that an earlier extraction gave it.</summary>
    public void Reserve(NameMapEntry entry)
    {
        if (entry.IsAbsent)
        {
            return;
        }

        string[] parts = entry.Name.Split('/');
        string[] wishes = Wish(entry.Domain, entry.Path).Split('/');
        bool folder = entry.Kind == FileKind.Directory;
        if (parts.Length == wishes.Length)
        {
            string above = string.Empty;
            for (int i = 0; i < (folder ? parts.Length : parts.Length - 1); i++)
            {
                string path = above.Length == 0 ? parts[i] : $"{above}/{parts[i]}";
                _names.ReserveFolder(above, wishes[i], path);
                above = path;
            }
        }

        if (!folder)
        {
            _names.Reserve(entry.Name, NameTable.Identify(entry.Backup, entry.Domain, entry.Path));
        }
    }

    /// <summary>The path below the destination that an entry would have if every name were allowed.</summary>
    private string Wish(string domain, string path)
    {
        if (_layout == ExtractionLayout.Flat)
        {
            return path.Substring(path.LastIndexOf('/') + 1);
        }

        string root = _layout == ExtractionLayout.Device ? DomainRoots.Of(domain) : domain;
        return path.Length == 0 ? root : $"{root}/{path}";
    }

    private string UdidOf(Backup backup)
    {
        if (backup != _backup)
        {
            _backup = backup;
            _udid = backup.Udid;
        }

        return _udid;
    }
}
