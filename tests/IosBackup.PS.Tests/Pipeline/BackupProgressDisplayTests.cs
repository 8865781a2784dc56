using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Devices;
using IosBackup.Engine.MobileBackup;
using IosBackup.Pipeline;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class BackupProgressDisplayTests
{
    private readonly List<ProgressRecord> _written = [];
    private readonly ProgressBoard _board;
    private readonly BackupProgressDisplay _display;
    private long _now;

    public BackupProgressDisplayTests()
    {
        _board = new ProgressBoard(_written.Add, () => _now);
        _display = new BackupProgressDisplay(
            new ItemProgress(_board.Add("Restoring Mara"), phase => _board.Add(phase)));
    }

    [Fact]
    public void The_test_before_a_restore_counts_files_and_bytes()
    {
        Show(new BackupProgress { Phase = BackupPhase.Verifying });
        Show(new BackupProgress
        {
            Phase = BackupPhase.Verifying,
            FilesChecked = 500,
            FilesToCheck = 2000,
            BytesChecked = 1_000_000,
            BytesToCheck = 4_000_000,
        });
        Show(new BackupProgress { Phase = BackupPhase.SendingFiles, FilesSent = 3, BytesSent = 1000 });

        Assert.Equal(
            [
                "Checking what has arrived",
                "Testing the backup: 500 of 2,000 files, 1.0 MB of 4.0 MB",
                "3 files, 1.0 kB",
            ],
            _written.Select(static record => record.StatusDescription));
        Assert.Equal([-1, 25, -1], _written.Select(static record => record.PercentComplete));
        Assert.All(_written, static record => Assert.Equal("Restoring Mara", record.Activity));
    }

    [Fact]
    public void Many_reports_are_few_records()
    {
        for (int file = 0; file < 1000; file++, _now++)
        {
            _display.Report(new BackupProgress
            {
                Phase = BackupPhase.Verifying, FilesChecked = file, FilesToCheck = 1000,
            });
            _board.Flush();
        }

        Assert.Equal([0, 20, 40, 60, 80], _written.Select(static record => record.PercentComplete));
    }

    private void Show(BackupProgress progress)
    {
        _display.Report(progress);
        _now += 1000;
        _board.Flush();
    }
}
