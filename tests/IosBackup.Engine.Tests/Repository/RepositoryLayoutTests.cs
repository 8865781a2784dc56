using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class RepositoryLayoutTests
{
    [Theory]
    [InlineData("00008030-000A11110000802E", "00008030-000A11110000802E", null, false)]
    [InlineData("00008030-000A11110000802E-20261116-020000", "00008030-000A11110000802E", "20261116-020000", false)]
    [InlineData("00008030-000A11110000802E-partial-20261116-020000", "00008030-000A11110000802E", "20261116-020000", true)]
    [InlineData("0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567", null, false)]
    public void Folder_names_are_taken_apart(string name, string udid, string? stamp, bool partial) =>
        Assert.Equal((udid, stamp, partial), RepositoryLayout.ParseFolderName(name));

    [Theory]
    [InlineData("")]
    [InlineData(".iosbackup")]
    [InlineData("Photos")]
    [InlineData("00008030-000A11110000802E-20261316-020000")]
    [InlineData("00008030-000A11110000802E-copy")]
    [InlineData("-partial-20261116-020000")]
    [InlineData("00008030_000A11110000802E")]
    public void Other_folders_are_nobodys_backup(string name) => Assert.Null(RepositoryLayout.ParseFolderName(name));
}
