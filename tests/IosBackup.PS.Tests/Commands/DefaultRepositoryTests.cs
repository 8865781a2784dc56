using System;
using System.IO;
using System.Management.Automation;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Where Get-IosBackup looks when nobody says where.</summary>
[Collection(ProcessState.Name)]
public sealed class DefaultRepositoryTests : IDisposable
{
    private const string Script = "$env:IOSBACKUP_REPOSITORY = $args[0]; try { Get-IosBackup } "
        + "finally { $env:IOSBACKUP_REPOSITORY = $null }";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_repository_of_the_environment_is_the_default()
    {
        MadeBackup.Write(
            _folder[MadeBackup.Udid], null, files: ("HomeDomain", "Library/a.txt", MadeBackup.Text("aa")));

        ShellResult result = _shell.Run(Script, _folder.Path);

        Assert.Empty(result.Errors);
        Assert.Equal(MadeBackup.Udid, Assert.Single(result.As<IosBackup>()).Udid);
    }

    [Fact]
    public void A_file_in_its_place_is_told_from_a_folder_that_is_not_there()
    {
        File.WriteAllText(_folder["file"], "text");

        ErrorRecord error = Assert.Single(_shell.Run(Script, _folder["file"]).Errors);

        Assert.StartsWith("NotABackup,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_folder["file"], error.TargetObject);
        Assert.Contains("It is a file", error.ErrorDetails.Message, StringComparison.Ordinal);
    }
}
