using System;
using IosBackup.Engine.Records;
using IosBackup.Errors;
using Xunit;

namespace IosBackup.PS.Tests.Errors;

public sealed class RecordWarningTextsTests
{
    [Theory]
    [InlineData(RecordWarningKind.KeptInICloud, 1L, "1 file of Photos is kept in iCloud")]
    [InlineData(RecordWarningKind.KeptInICloud, 2L, "2 files of Photos are kept in iCloud")]
    [InlineData(RecordWarningKind.KeptInICloud, null, "Some files of Photos are kept in iCloud")]
    [InlineData(RecordWarningKind.FilesMissing, 1L, "1 file that Photos refer to is not in the backup")]
    [InlineData(RecordWarningKind.Locked, 1L, "1 entry of Photos is locked with a password of its own")]
    [InlineData(RecordWarningKind.Locked, 3L, "3 entries of Photos are locked with a password of their own")]
    [InlineData(RecordWarningKind.DeviceBound, 1L, "1 entry of Photos opens on the device itself only")]
    public void One_is_no_plural(RecordWarningKind kind, long? count, string text) => Assert.StartsWith(
        $"{kind}: {text}",
        RecordWarningTexts.Of(new RecordWarning(kind, "Photos", "/b", count)),
        StringComparison.Ordinal);

    [Fact]
    public void Every_kind_has_a_text_that_begins_with_its_id_and_names_the_backup()
    {
        foreach (RecordWarningKind kind in Enum.GetValues<RecordWarningKind>())
        {
            string text = RecordWarningTexts.Of(new RecordWarning(kind, "Notes", "/backups/one", 7));
            Assert.StartsWith(kind + ": ", text, StringComparison.Ordinal);
            Assert.Contains("Notes", text, StringComparison.Ordinal);
            Assert.EndsWith(": /backups/one", text, StringComparison.Ordinal);
            Assert.DoesNotContain('{', text);
            Assert.Equal(
                text.Replace(kind + ": ", "", StringComparison.Ordinal)
                    .Replace(": /backups/one", ".", StringComparison.Ordinal),
                RecordWarningTexts.WithoutPlace(new RecordWarning(kind, "Notes", "/backups/one", 7)));
        }
    }
}
