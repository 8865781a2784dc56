using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>
/// Writes the files of a picture: the original, its companions, the edited rendition and the thumbnail.
/// </summary>
internal sealed class PhotoFiles(Story story)
{
    private const string Domain = "CameraRollDomain";
    private const string Thumbnails = "Media/PhotoData/Thumbnails/V2/";
    private const int ThumbnailSize = 64;

    /// <summary>Adds the files of a picture that are on the phone, and returns the original's size.</summary>
    public long Add(PlannedPhoto photo, string directory, string fileName, string uuid, int seed)
    {
        byte[] original = Picture(photo, seed);
        string path = "Media/" + directory + "/" + fileName;
        string stem = fileName.Substring(0, fileName.LastIndexOf('.'));
        if (photo.IsOnPhone)
        {
            Add(path, original, photo, Attributes(photo, fileName, uuid));
            if (photo.IsLive)
            {
                Add($"Media/{directory}/{stem}.MOV", MovieWriter.WriteMovie(seed, 160, 120, 2, photo.Taken), photo);
            }

            if (photo.HasRaw)
            {
                Add($"Media/{directory}/{stem}.DNG", ExifWriter.Write(Exif(photo)), photo);
            }

            if (photo.IsEdited)
            {
                AddEdit(photo, directory, stem, seed);
            }
        }

        if (photo.HasThumbnail)
        {
            byte[] thumbnail = JpegWriter.Write(new Mosaic(seed, ThumbnailSize, ThumbnailSize));
            Add($"{Thumbnails}{directory}/{fileName}/5005.JPG", thumbnail, photo);
        }

        return original.Length;
    }

    private void AddEdit(PlannedPhoto photo, string directory, string stem, int seed)
    {
        byte[] recipe = PropertyList.ToXml(new PlistDictionary
        {
            ["adjustmentBaseVersion"] = 0,
            ["adjustmentData"] = Encoding.ASCII.GetBytes("{\"adjustments\":[{\"name\":\"crop\"}]}"),
            ["adjustmentEditorBundleID"] = "com.apple.mobileslideshow",
            ["adjustmentFormatIdentifier"] = "com.apple.photo",
            ["adjustmentFormatVersion"] = "1.10",
            ["adjustmentTimestamp"] = photo.Taken.AddDays(1),
        });
        string folder = $"Media/PhotoData/Mutations/{directory}/{stem}/Adjustments/";
        Add($"Media/{directory}/{stem}.AAE", recipe, photo);
        Add(folder + "Adjustments.plist", recipe, photo);
        byte[] rendition = JpegWriter.Write(new Mosaic(seed + 1, 240, 240), ExifWriter.Write(Exif(photo)));
        Add(folder + "FullSizeRender.jpg", rendition, photo);
    }

    private static byte[] Picture(PlannedPhoto photo, int seed)
    {
        Mosaic mosaic = new(seed, photo.Width, photo.Height);
        return photo.Extension switch
        {
            "PNG" => PngWriter.Write(mosaic),
            "HEIC" => HeifWriter.Write(mosaic, ExifWriter.Write(Exif(photo))),
            "MOV" => MovieWriter.WriteMovie(seed, 160, 120, photo.Seconds, photo.Taken),
            _ => JpegWriter.Write(mosaic, ExifWriter.Write(Exif(photo))),
        };
    }

    private static ExifInfo Exif(PlannedPhoto photo) => new()
    {
        Taken = PhoneTime.ToLondon(photo.Taken),
        Latitude = photo.Place?.Latitude,
        Longitude = photo.Place?.Longitude,
    };

    private void Add(
        string path, byte[] content, PlannedPhoto photo, IReadOnlyDictionary<string, byte[]>? attributes = null)
    {
        // The camera's service writes as mobile in the group wheel.
        story.Files.Add(new PhoneFile
        {
            Domain = Domain,
            RelativePath = path,
            GroupId = 0,
            LastModified = PhoneTime.Unix(photo.Taken),
            Birth = PhoneTime.Unix(photo.Taken),
            LastStatusChange = PhoneTime.Unix(photo.Taken.AddMinutes(2)),
            ExtendedAttributes = attributes,
            Content = PhoneFileContent.FromBytes(content),
        });
    }

    private static Dictionary<string, byte[]> Attributes(PlannedPhoto photo, string fileName, string uuid)
    {
        const string Prefix = "com.apple.assetsd.";
        byte[] offset = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(offset, (int)PhoneTime.LondonOffset(photo.Taken).TotalSeconds);
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Prefix + "UUID"] = Convert.FromHexString(uuid.Replace("-", "")),
            [Prefix + "assetType"] = [3, 0],
            [Prefix + "favorite"] = [(byte)(photo.IsFavorite ? 1 : 0), 0],
            [Prefix + "hidden"] = [(byte)(photo.IsHidden ? 1 : 0), 0],
            [Prefix + "trashed"] = [(byte)(photo.Trashed is null ? 0 : 1), 0],
            [Prefix + "originalFilename"] = Encoding.UTF8.GetBytes(photo.OriginalName ?? fileName),
            [Prefix + "timeZoneName"] = Encoding.UTF8.GetBytes(PhoneTime.ZoneName),
            [Prefix + "timeZoneOffset"] = offset,
        };
    }
}
