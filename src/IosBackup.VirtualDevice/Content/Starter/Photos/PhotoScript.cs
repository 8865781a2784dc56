using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>The pictures that every phone has: one or two of each kind.</summary>
internal static class PhotoScript
{
    public const string Wales = "Wales 2025";
    public const string Receipts = "Receipts 🧾";
    public const string Family = "Family (shared)";

    private static readonly (double, double) s_wales = (53.0685, -4.0763);
    private static readonly (double, double) s_bristol = (51.4545, -2.5879);
    private static readonly (double, double) s_kyoto = (35.0116, 135.7681);

    public static IEnumerable<PlannedPhoto> Photos(Story story)
    {
        DateTimeOffset At(int daysAgo, int hour, int minute) => story.DaysAgo(daysAgo, hour, minute);
        yield return new PlannedPhoto
        {
            Extension = "JPG", Taken = At(1400, 11, 2), Place = s_bristol, OriginalName = "DSC_0042.JPG",
            Title = "First day", Caption = "The day we got the keys", People = ["Anna Weiß"],
            Keywords = ["home", "Ünïcode"],
        };
        yield return new PlannedPhoto
        {
            Extension = "HEIC", Taken = At(60, 9, 15), Place = s_wales, IsFavorite = true, Albums = [Wales],
            People = ["Tom O'Neill", "Anna Weiß"], SubKind = 2,
        };
        yield return new PlannedPhoto
        {
            Extension = "HEIC", Taken = At(60, 9, 48), Place = s_wales, Albums = [Wales, Family], IsEdited = true,
        };
        yield return new PlannedPhoto
        {
            Extension = "MOV", Taken = At(60, 12, 0), Place = s_wales, Seconds = 3, Albums = [Wales], IsFavorite = true,
        };
        yield return new PlannedPhoto
        {
            Extension = "MOV", Taken = At(60, 12, 5), Seconds = 2, SubKind = 101, Albums = [Wales],
        };
        yield return new PlannedPhoto
        {
            Extension = "HEIC", Taken = At(60, 18, 30), Place = s_wales, Width = 960, Height = 200, SubKind = 1,
            Albums = [Wales],
        };
        for (int i = 0; i < 3; i++)
        {
            yield return new PlannedPhoto
            {
                Extension = "HEIC", Taken = At(59, 10, 0).AddSeconds(i), Place = s_wales, IsBurstPick = i == 1,
                BurstId = "6E1B2C0A-77D1-4C52-9C1C-2F1B0C7D9E10",
            };
        }

        yield return new PlannedPhoto
        {
            Extension = "PNG", Taken = At(33, 11, 12), Width = 118, Height = 256, SubKind = 10,
            SavedBy = ("com.apple.springboard", "SpringBoard"), Albums = [Receipts],
        };
        yield return new PlannedPhoto
        {
            Extension = "MOV", Taken = At(32, 8, 0), Seconds = 2, SubKind = 103, Width = 118, Height = 256,
        };
        yield return new PlannedPhoto
        {
            Extension = "JPG", Taken = At(23, 18, 5), SavedBy = ("net.whatsapp.WhatsApp", "WhatsApp"),
            OriginalName = "5d2f8a0e-90f1-4a25-b6a5-0b3f2f1f8c77.jpg",
        };
        yield return new PlannedPhoto
        {
            Extension = "HEIC", Taken = At(22, 7, 31), IsFromFrontCamera = true, Place = s_bristol,
        };
        yield return new PlannedPhoto { Extension = "HEIC", Taken = At(21, 23, 50), IsHidden = true };
        yield return new PlannedPhoto { Extension = "JPG", Taken = At(20, 13, 0), Trashed = At(5, 9, 0) };
        yield return new PlannedPhoto { Extension = "MOV", Taken = At(20, 13, 1), Seconds = 1, Trashed = At(5, 9, 0) };
        yield return new PlannedPhoto { Extension = "HEIC", Taken = At(800, 6, 0), Place = s_kyoto, IsOnPhone = false };
        yield return new PlannedPhoto
        {
            Extension = "HEIC", Taken = At(799, 6, 0), Place = s_kyoto, IsOnPhone = false, HasThumbnail = false,
        };
        yield return new PlannedPhoto
        {
            Extension = "JPG", Taken = At(150, 15, 45), IsFromCloud = true, OriginalName = "IMG_9001.JPG",
            Albums = [Family],
        };
        yield return new PlannedPhoto { Extension = "JPG", Taken = At(140, 16, 0), HasRaw = true, Place = s_bristol };
        yield return new PlannedPhoto
        {
            Extension = "JPG", Taken = At(12, 17, 0), OriginalName = "Beleg Straße & Co. (Größe: 3 €).jpg",
            Albums = [Receipts],
        };
        yield return new PlannedPhoto { Extension = "HEIC", Taken = At(1, 8, 2), SubKind = 2, Place = s_bristol };
    }
}
