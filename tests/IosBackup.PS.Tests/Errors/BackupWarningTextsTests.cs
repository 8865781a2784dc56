using System;
using IosBackup.Engine.Runs;
using IosBackup.Errors;
using Xunit;

namespace IosBackup.PS.Tests.Errors;

public sealed class BackupWarningTextsTests
{
    public static TheoryData<BackupWarningKind> Kinds => [.. Enum.GetValues<BackupWarningKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_warning_says_something_and_what_belongs_to_it(BackupWarningKind kind)
    {
        IosBackupWarning warning = BackupWarningTexts.Of(new BackupWarning(kind, "DETAIL"));

        Assert.Equal(kind.ToString(), warning.Id);
        Assert.EndsWith(" DETAIL", warning.Message, StringComparison.Ordinal);
        Assert.True(warning.Message.Length > 30);
    }
}
