using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records.Photos;

/// <summary>The files of a photo that the backup has. Where they lie follows from the path of the original.</summary>
internal sealed record PhotoFiles
{
    private static readonly string[] s_editedNames =
        ["FullSizeRender.jpg", "FullSizeRender.heic", "FullSizeRender.mov", "FullSizeRender.png"];

    private static readonly string[] s_thumbnailNames = ["5005.JPG", "5003.JPG", "5005.HEIC"];

    /// <summary>The path of the original, which need not be there; null when the library does not say.</summary>
    public string? Path { get; private init; }

    public BackupFile? Original { get; private init; }

    public BackupFile? LiveVideo { get; private init; }

    public BackupFile? Edited { get; private init; }

    public BackupFile? EditedVideo { get; private init; }

    public BackupFile? Thumbnail { get; private init; }

    public IosPhotoAvailability Availability => this switch
    {
        { Original: not null } => IosPhotoAvailability.Original,
        { Edited: not null } => IosPhotoAvailability.EditedOnly,
        { Thumbnail: not null } => IosPhotoAvailability.ThumbnailOnly,
        _ => IosPhotoAvailability.None,
    };

    /// <summary>Looks the files up.</summary>
    public static PhotoFiles Find(Backup backup, string? directory, string? fileName, bool isLive, bool isEdited)
    {
        const string Mutations = PhotoReader.Root + "PhotoData/Mutations/";
        const string Thumbnails = PhotoReader.Root + "PhotoData/Thumbnails/V2/";
        if (string.IsNullOrEmpty(directory) || string.IsNullOrEmpty(fileName))
        {
            return new PhotoFiles();
        }

        int dot = fileName!.LastIndexOf('.');
        string stem = dot > 0 ? fileName.Substring(0, dot) : fileName;
        string edits = $"{Mutations}{directory}/{stem}/Adjustments/";
        string path = $"{PhotoReader.Root}{directory}/{fileName}";
        BackupFile? edited = isEdited ? FindFirst(edits, s_editedNames) : null;
        return new PhotoFiles
        {
            Path = path,
            Original = FindFile(path),
            LiveVideo = isLive ? FindFirst($"{PhotoReader.Root}{directory}/{stem}", [".MOV", ".mov"]) : null,
            Edited = edited,
            EditedVideo = isLive && edited is not null ? FindFile(edits + "FullSizeRender.mov") : null,
            Thumbnail = FindFirst($"{Thumbnails}{directory}/{fileName}/", s_thumbnailNames),
        };

        BackupFile? FindFile(string at) =>
            backup.Find(PhotoReader.Domain, at) is { Kind: FileKind.File } file ? file : null;

        BackupFile? FindFirst(string before, string[] names) =>
            names.Select(name => FindFile(before + name)).FirstOrDefault(static file => file is not null);
    }
}
