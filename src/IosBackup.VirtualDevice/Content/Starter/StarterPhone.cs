using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Calendar;
using IosBackup.VirtualDevice.Content.Starter.Calls;
using IosBackup.VirtualDevice.Content.Starter.Contacts;
using IosBackup.VirtualDevice.Content.Starter.Health;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Messages;
using IosBackup.VirtualDevice.Content.Starter.Notes;
using IosBackup.VirtualDevice.Content.Starter.Oddities;
using IosBackup.VirtualDevice.Content.Starter.Photos;
using IosBackup.VirtualDevice.Content.Starter.Reminders;
using IosBackup.VirtualDevice.Content.Starter.Safari;
using IosBackup.VirtualDevice.Content.Starter.Settings;
using IosBackup.VirtualDevice.Content.Starter.WhatsApp;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>
/// Fills a virtual phone with a believable life: messages, photos, notes and all else that a backup is made for, in
/// stores that look like those of a real phone to any program that reads them.
/// </summary>
public static class StarterPhone
{
    /// <summary>Makes the content. The same options give the same bytes.</summary>
    public static StarterContent Create(StarterOptions? options = null) => Create(options ?? new StarterOptions(), []);

    internal static StarterContent Create(StarterOptions options, IReadOnlyList<int> episodes)
    {
        Story story = new(options, episodes);
        InstalledApps.Add(story);
        ContactStore.Write(story);
        MessageWriter.Write(story);
        CallStore.Write(story);
        VoicemailStore.Write(story);
        VoiceMemoStore.Write(story);
        PhotoStore.Write(story);
        NoteStore.Write(story);
        LegacyNoteStore.Write(story);
        CalendarStore.Write(story);
        ReminderStore.Write(story);
        SafariStores.Write(story);
        WhatsAppWriter.Write(story);
        HealthStore.Write(story);
        AccountStore.Write(story);
        PermissionStore.Write(story);
        InteractionStore.Write(story);
        HomeScreen.Write(story);
        new NetworkSettings(story).Write();
        new KeychainFile(story).Write();
        new PreferenceFiles(story).Write();
        new AppData(story).Write();
        new OddFiles(story).Write();
        IReadOnlyList<PhoneFile> files = story.Files.Complete();
        return new StarterContent(options, episodes, files, story.Apps, [.. MediaFolder(story, files)], story.Truth);
    }

    /// <summary>What AFC shows: the media folder lies below the roots of two domains.</summary>
    private static IEnumerable<PhoneMediaFile> MediaFolder(Story story, IReadOnlyList<PhoneFile> files)
    {
        const string MediaFolder = "Media/";
        return files
            .Where(static file => file.Kind == PhoneFileKind.File
                && file.Domain is "CameraRollDomain" or "MediaDomain"
                && file.RelativePath.StartsWith(MediaFolder, StringComparison.Ordinal))
            .Select(static file => new PhoneMediaFile(
                file.RelativePath.Substring(MediaFolder.Length), file.Content, file.LastModified))
            .Concat(story.MediaFiles)
            .OrderBy(static file => file.Path, StringComparer.Ordinal);
    }
}
