using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class CommitJournalTests : System.IDisposable
{
    private const string Udid = "00008030-000A11110000802E";
    private const string Stamp = "20261116-020000";
    private const string NewStamp = "20261117-020000";

    private readonly TemporaryFolder _folder = new();
    private readonly RepositoryLayout _layout;

    public CommitJournalTests()
    {
        _layout = new RepositoryLayout(_folder.Path, Udid);
        _folder.Write($"{Udid}/Status.plist", "old");
        _folder.Write($".iosbackup/{Udid}/staging/{Udid}/Status.plist", "new");
        _folder.Write($".iosbackup/{Udid}/generations/{NewStamp}.pending/record.plist", "new");
    }

    [Fact]
    public void The_staged_backup_becomes_the_newest_and_the_old_one_is_kept()
    {
        new CommitJournal(FileLayer.Real, _layout).Commit(NewStamp, Stamp, _layout.Newest);

        AssertCommitted();
    }

    [Fact]
    public void A_first_backup_has_nothing_to_keep()
    {
        Directory.Delete(_layout.Newest, recursive: true);

        new CommitJournal(FileLayer.Real, _layout).Commit(NewStamp, null, _layout.Newest);

        Assert.Equal("new", File.ReadAllText(Path.Combine(_layout.Newest, "Status.plist")));
    }

    [Fact]
    public void Whichever_call_fails_the_good_generation_stands_and_recovery_finishes_what_was_begun()
    {
        for (int failing = 1; ; failing++)
        {
            using CommitJournalTests fresh = new();
            FaultyFileLayer files = new(failing);
            try
            {
                new CommitJournal(files, fresh._layout).Commit(NewStamp, Stamp, fresh._layout.Newest);
                Assert.False(files.HasFailed);
                return;
            }
            catch (IOException)
            {
                fresh.AssertOldGenerationStands();
                bool begun = File.Exists(fresh._layout.Journal);
                Assert.Equal(begun, new CommitJournal(FileLayer.Real, fresh._layout).Recover());
                if (begun)
                {
                    fresh.AssertCommitted();
                }
                else if (Directory.Exists(fresh._layout.StagedBackup))
                {
                    Assert.Equal("old", fresh.Newest());
                }
            }
        }
    }

    [Fact]
    public void Whichever_call_fails_a_bad_backup_goes_only_when_the_good_one_of_its_run_comes()
    {
        for (int failing = 1; ; failing++)
        {
            using CommitJournalTests fresh = new();
            string record = Path.Combine(fresh._layout.Generation(NewStamp), "record.plist");
            fresh._folder.Write($"{Udid}/Status.plist", "new");
            fresh._folder.Write($"{Udid}/Mark", "bad");
            fresh._folder.Write($".iosbackup/{Udid}/staging/{Udid}/Mark", "good");
            fresh._folder.Write($".iosbackup/{Udid}/generations/{NewStamp}/record.plist", "bad");
            FaultyFileLayer files = new(failing);
            try
            {
                new CommitJournal(files, fresh._layout).Commit(NewStamp, null, fresh._layout.Newest, replaces: true);
                Assert.False(files.HasFailed);
                return;
            }
            catch (IOException)
            {
                bool begun = new CommitJournal(FileLayer.Real, fresh._layout).Recover();
                bool isOver = !Directory.Exists(fresh._layout.StagedBackup);
                string mark = File.ReadAllText(Path.Combine(fresh._layout.Newest, "Mark"));

                Assert.True(isOver || !begun);
                Assert.Equal(isOver ? ("good", "new") : ("bad", "bad"), (mark, File.ReadAllText(record)));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nobody_finds_a_backup_in_its_place_before_its_record(bool isFirst)
    {
        if (isFirst)
        {
            Directory.Delete(_layout.Newest, recursive: true);
        }

        Onlooker files = new(() => Newest() != "new" || Directory.Exists(_layout.Generation(NewStamp)));

        new CommitJournal(files, _layout).Commit(NewStamp, isFirst ? null : Stamp, _layout.Newest);

        Assert.Equal("new", Newest());
        Assert.True(files.Looks > 0);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("00008030-AAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public void A_journal_that_names_anything_but_this_device_is_refused(string target)
    {
        _folder.Write(
            $".iosbackup/{Udid}/journal.plist",
            $"<plist><dict><key>Target</key><string>{target}</string></dict></plist>");

        EngineException refused = Assert.Throws<EngineException>(
            () => new CommitJournal(FileLayer.Real, _layout).Recover());

        Assert.Equal(ErrorKind.RepositoryInvalid, refused.Kind);
        Assert.Equal("old", Newest());
    }

    public void Dispose() => _folder.Dispose();

    private string? Newest() => Directory.Exists(_layout.Newest)
        ? File.ReadAllText(Path.Combine(_layout.Newest, "Status.plist"))
        : null;

    private void AssertCommitted()
    {
        Assert.Equal("new", Newest());
        Assert.Equal("old", File.ReadAllText(Path.Combine(_layout.Archived(Stamp), "Status.plist")));
        Assert.True(Directory.Exists(_layout.Generation(NewStamp)));
        Assert.False(Directory.Exists(_layout.Pending(NewStamp)));
        Assert.False(File.Exists(_layout.Journal));
    }

    /// <summary>In one of the places where who lists the repository finds it.</summary>
    private void AssertOldGenerationStands() => Assert.Contains(
        "old",
        Directory.GetDirectories(_folder.Path, Udid + "*")
            .Select(static folder => File.ReadAllText(Path.Combine(folder, "Status.plist"))));

    /// <summary>Looks after every step whether all is as it has to be.</summary>
    private sealed class Onlooker(System.Func<bool> isRight) : FileLayer
    {
        public int Looks { get; private set; }

        public override void MoveDirectory(string source, string target)
        {
            base.MoveDirectory(source, target);
            Look();
        }

        public override bool TryExchange(string left, string right)
        {
            bool done = base.TryExchange(left, right);
            Look();
            return done;
        }

        private void Look()
        {
            Assert.True(isRight());
            Looks++;
        }
    }
}
