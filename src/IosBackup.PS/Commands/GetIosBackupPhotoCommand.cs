using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Photos;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupPhoto")]
[OutputType(typeof(IosPhoto))]
public sealed class GetIosBackupPhotoCommand : RecordCmdlet<IosPhoto, PhotoQuery>
{
    [Parameter]
    public IosPhotoKind? Kind { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Album { get; set; }

    [Parameter]
    public SwitchParameter Favorite { get; set; }

    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    [Parameter]
    public SwitchParameter IncludeTrashed { get; set; }

    private protected override RecordReader<IosPhoto, PhotoQuery> Reader { get; } = new PhotoReader();

    private protected override PhotoQuery CreateQuery() => new()
    {
        Kind = Kind,
        Albums = Album ?? [],
        FavoritesOnly = Favorite,
        IncludeHidden = IncludeHidden,
        IncludeTrashed = IncludeTrashed,
    };
}
