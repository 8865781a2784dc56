using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>
/// The notes: lists of all kinds, a table, links, pictures, a locked one, and some that are hardly there.
/// </summary>
internal sealed class NoteScript(Story story, StarterRandom random)
{
    private const string Hashtag = "com.apple.notes.inlinetextattachment.hashtag";
    private const string Mention = "com.apple.notes.inlinetextattachment.mention";

    private static readonly string[][] s_budget =
    [
        ["What", "Who", "£"],
        ["Cottage", "Tom", "240"],
        ["Petrol ⛽️", "Lena", "55"],
        ["Food", "all of us", ""],
    ];

    public IEnumerable<PlannedNote> Notes()
    {
        yield return ShoppingList();
        yield return PackingList();
        yield return Budget();
        yield return Lasagne();
        yield return Ideas();
        yield return Pictures();
        yield return Locked();
        yield return Souvenirs();
        yield return Plain("Old idea", NoteFolders.Trash, 12);
        yield return Plain("On this phone only", NoteFolders.Local, 300);
        yield return NotFetched();
        yield return Empty();
    }

    /// <summary>What is written later.</summary>
    public PlannedNote Later(int episode) => new()
    {
        Identifier = random.Guid(),
        Title = "Later thought",
        Text = new NoteText(random).Line("Later thought", NoteStyle.Title).Words("Remember the milk, at last."),
        Created = story.EpisodeStart(episode).AddHours(20),
        Modified = story.EpisodeStart(episode).AddHours(21),
    };

    private PlannedNote ShoppingList()
    {
        // In the first days that pass, the list has done its duty and is thrown away.
        bool isGone = story.Episodes.Count > 0;
        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = "Shopping list ✅",
            Text = new NoteText(random)
                .Line("Shopping list ✅", NoteStyle.Title)
                .Line("Ricotta (the good one)", NoteStyle.Checklist, isDone: true)
                .Line("Basil 🌿", NoteStyle.Checklist, isDone: false)
                .Line("Tomatoes", NoteStyle.Checklist, isDone: true)
                .Line("not the watery ones", NoteStyle.Checklist, indent: 1, isDone: false),
            Folder = isGone ? NoteFolders.Trash : NoteFolders.Notes,
            Created = story.DaysAgo(299, 8, 0),
            Modified = isGone ? story.EpisodeStart(0).AddHours(9) : story.DaysAgo(8, 18, 22),
        };
    }

    private PlannedNote PackingList() => new()
    {
        Identifier = random.Guid(),
        Title = "Packing list",
        Text = new NoteText(random)
            .Line("Packing list", NoteStyle.Title)
            .Line("Shared", NoteStyle.Heading)
            .Line("Tents", NoteStyle.Dots)
            .Line("blue", NoteStyle.Dots, indent: 1).Line("green", NoteStyle.Dots, indent: 1)
            .Line("Everyone", NoteStyle.Subheading)
            .Line("Head torch", NoteStyle.Dashes).Line("Wool socks × 3", NoteStyle.Dashes)
            .Line("Order of the day", NoteStyle.Subheading)
            .Line("Coffee", NoteStyle.Numbers).Line("More coffee", NoteStyle.Numbers).Line("Rock", NoteStyle.Numbers)
            .Line("“There is no bad weather.”", isQuote: true)
            .Line("tar -xf plan.tar.gz", NoteStyle.Monospaced),
        Folder = NoteFolders.Wales,
        Created = story.DaysAgo(69, 20, 0),
        Modified = story.DaysAgo(61, 7, 5),
        IsPinned = true,
    };

    private PlannedNote Budget()
    {
        NoteAttachment table = new(random.Guid(), "com.apple.notes.table")
        {
            Table = NoteTable.ToBytes(random, s_budget),
        };
        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = "Budget",
            Text = new NoteText(random)
                .Line("Budget", NoteStyle.Title).Line("Who paid for what:")
                .Attachment(table.Identifier, table.Type).Line("").Line("Settle up by Friday."),
            Folder = NoteFolders.Wales,
            Created = story.DaysAgo(65, 12, 0),
            Modified = story.DaysAgo(58, 22, 41),
            Attachments = [table],
        };
    }

    private PlannedNote Lasagne()
    {
        NoteAttachment card = new(random.Guid(), "public.url")
        {
            Title = "Gran's lasagne", Url = "https://recipes.example/lasagne",
        };
        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = "Gran's lasagne",
            Text = new NoteText(random)
                .Line("Gran's lasagne", NoteStyle.Title)
                .Words("Needs ").BoldWords("three").Words(" hours and ").ItalicWords("patience").Words(", see ")
                .Link("the recipe", "https://recipes.example/lasagne?servings=6&lang=en")
                .Words(" (").Struck("two hours")
                .Colored(" wrong").Line(")")
                .Attachment(card.Identifier, card.Type).Line(""),
            Folder = NoteFolders.Recipes,
            Created = story.DaysAgo(299, 20, 30),
            Modified = story.DaysAgo(298, 9, 0),
            Attachments = [card],
        };
    }

    private PlannedNote Ideas()
    {
        NoteAttachment tag = new(random.Guid(), Hashtag) { InlineText = "#someday" };
        NoteAttachment person = new(random.Guid(), Mention) { InlineText = "@Tom O'Neill" };
        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = "Ideas 💡 & dreams",
            Text = new NoteText(random)
                .Line("Ideas 💡 & dreams", NoteStyle.Title)
                .Words("A boat with ").Attachment(person.Identifier, person.Type).Words(" 👨‍👩‍👧‍👦 ")
                .Attachment(tag.Identifier, tag.Type).Line("").Line("Learn <html> & \"quotes\""),
            Created = story.DaysAgo(500, 23, 0),
            Modified = story.DaysAgo(90, 23, 5),
            Attachments = [tag, person],
        };
    }

    private PlannedNote Pictures()
    {
        NoteAttachment photo = new(random.Guid(), "public.jpeg")
        {
            FileName = "Photo of the roof.jpeg", Content = JpegWriter.Write(new Mosaic(77, 320, 240)),
        };
        NoteAttachment scan = new(random.Guid(), "com.adobe.pdf")
        {
            FileName = "Lease.pdf", Content = PdfWriter.Write("Lease", "14 Larkfield Terrace"),
        };
        NoteAttachment drawing = new(random.Guid(), "com.apple.drawing.2")
        {
            Fallback = PngWriter.Write(new Mosaic(78, 64, 48)),
        };
        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = "The flat",
            Text = new NoteText(random)
                .Line("The flat", NoteStyle.Title).Attachment(photo.Identifier, photo.Type).Line("")
                .Attachment(scan.Identifier, scan.Type).Line("").Attachment(drawing.Identifier, drawing.Type).Line(""),
            Created = story.DaysAgo(1390, 10, 0),
            Modified = story.DaysAgo(1389, 10, 0),
            Attachments = [photo, scan, drawing],
        };
    }

    private PlannedNote Locked()
    {
        string[] lines = StarterTruth.LockedNoteText.Split('\n');
        NoteText text = new NoteText(random).Line(lines[0], NoteStyle.Title);
        foreach (string line in lines.Skip(1).Take(lines.Length - 2))
        {
            text.Line(line);
        }

        return new PlannedNote
        {
            Identifier = random.Guid(),
            Title = lines[0],
            Text = text.Words(lines[lines.Length - 1]),
            Created = story.DaysAgo(40, 23, 0),
            Modified = story.DaysAgo(38, 23, 30),
            IsLocked = true,
            PasswordHint = "xkcd",
        };
    }

    private PlannedNote Souvenirs() => new()
    {
        Identifier = random.Guid(),
        Title = "お土産リスト",
        Text = new NoteText(random)
            .Line("お土産リスト", NoteStyle.Title).Line("抹茶 🍵", NoteStyle.Dots).Line("扇子", NoteStyle.Dots),
        Created = story.DaysAgo(805, 3, 0),
        Modified = story.DaysAgo(801, 3, 0),
    };

    private PlannedNote Plain(string title, string folder, int daysAgo) => new()
    {
        Identifier = random.Guid(),
        Title = title,
        Text = new NoteText(random).Line(title, NoteStyle.Title).Words("Nothing to see here."),
        Folder = folder,
        Created = story.DaysAgo(daysAgo, 10, 0),
        Modified = story.DaysAgo(daysAgo, 10, 1),
    };

    private PlannedNote NotFetched() => new()
    {
        Identifier = random.Guid(),
        Title = "Only in iCloud",
        Created = story.DaysAgo(1000, 10, 0),
        Modified = story.DaysAgo(1000, 10, 0),
    };

    private PlannedNote Empty() => new()
    {
        Identifier = random.Guid(),
        Title = "New Note",
        Text = new NoteText(random),
        Created = story.DaysAgo(3, 10, 0),
        Modified = story.DaysAgo(3, 10, 0),
    };
}
