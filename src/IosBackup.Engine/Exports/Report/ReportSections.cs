using System.Collections.Generic;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the places that the script fills: a section for each list.</summary>
internal static class ReportSections
{
    /// <summary>The sections behind the overview: id, title and number of entries.</summary>
    public static IReadOnlyList<(string Id, string Name, long Count)> All(ReportContents contents) =>
    [
        ("messages", "Messages", contents.Chats.Count),
        ("photos", "Photos", contents.Photos.Count),
        ("contacts", "Contacts", contents.Contacts.Count),
        ("calls", "Calls", contents.Calls.Count),
        ("notes", "Notes", contents.Notes.Count),
    ];

    public static void Write(ReportPage page)
    {
        page.Markup(
            """
            <section id="messages" hidden><h2 tabindex="-1">Messages</h2>
            <div class="tools"><input type="search" id="message-search" placeholder="Search all messages"
            aria-label="Search all messages"></div>
            <div class="split"><div class="card side"><input type="search" id="chat-search"
            placeholder="Find a conversation" aria-label="Find a conversation"><ul id="chats" class="list"
            aria-label="Conversations"></ul></div>
            <div class="card"><h3 id="chat-title"></h3><div id="chat"></div></div></div></section>
            <section id="photos" hidden><h2 tabindex="-1">Photos</h2>
            <div class="tools"><input type="search" id="photo-search"
            placeholder="Search names, albums, people and captions"
            aria-label="Search names, albums, people and captions"></div><div id="photo-pages"></div></section>
            <section id="contacts" hidden><h2 tabindex="-1">Contacts</h2>
            <div class="tools"><input type="search" id="contact-search" placeholder="Search contacts"
            aria-label="Search contacts"></div><div id="contact-pages"></div></section>
            <section id="calls" hidden><h2 tabindex="-1">Calls</h2>
            <div class="tools"><input type="search" id="call-search" placeholder="Search calls"
            aria-label="Search calls"></div><div class="card"><div id="call-pages"></div></div></section>
            <section id="notes" hidden><h2 tabindex="-1">Notes</h2>
            <div class="split"><div class="card side"><input type="search" id="note-search"
            placeholder="Search notes" aria-label="Search notes"><div id="note-pages"></div></div>
            <div class="card" id="note"></div></div></section>

            """);
        page.Markup("<noscript><p class=\"notice\">The lists of this page need JavaScript.</p></noscript>\n");
    }
}
