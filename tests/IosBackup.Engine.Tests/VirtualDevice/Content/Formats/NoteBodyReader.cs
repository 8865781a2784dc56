using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>Takes the bodies and tables of notes apart.</summary>
internal static class NoteBodyReader
{
    /// <summary>The text and the attributes of its runs.</summary>
    public static (string Text, List<(string Text, List<ProtobufField> Attributes)> Runs) Read(byte[] body) =>
        ReadNote(ProtobufField.Read(Decompress(body)).Message(2).Message(3));

    /// <summary>The cells of a table by row and column.</summary>
    public static string[][] ReadTable(byte[] body)
    {
        List<ProtobufField> data = ProtobufField.Read(Decompress(body)).Message(2).Message(3);
        List<List<ProtobufField>> objects = [.. data.All(3).Select(static item => item.Fields)];
        List<string> keys = [.. data.All(4).Select(static item => item.Text)];
        List<string> types = [.. data.All(5).Select(static item => item.Text)];
        List<string> identities = [.. data.All(6).Select(static item => Convert.ToHexString(item.Bytes!))];
        List<ProtobufField> table = Assert.Single(objects, item =>
            item.Message(13).Count > 0 && types[(int)item.Message(13).Integer(1)] == "com.apple.notes.ICTable")
            .Message(13);
        Dictionary<string, List<ProtobufField>> parts = table.All(3).ToDictionary(
            entry => keys[(int)entry.Fields.Integer(1)], static entry => entry.Fields.Message(2));
        Dictionary<long, int> rows = Order(parts["crRows"]);
        Dictionary<long, int> columns = Order(parts["crColumns"]);
        string[][] cells = [.. rows.Values.Distinct().Select(_ => new string[columns.Values.Distinct().Count()])];
        foreach (List<ProtobufField> column in Elements(Object(parts["cellColumns"]).Message(6)))
        {
            foreach (List<ProtobufField> cell in Elements(Object(column.Message(2)).Message(6)))
            {
                cells[rows[Identity(cell.Message(1))]][columns[Identity(column.Message(1))]] =
                    ReadNote(Object(cell.Message(2)).Message(10)).Text;
            }
        }

        return cells;

        List<ProtobufField> Object(List<ProtobufField> reference) => objects[(int)reference.Integer(6)];

        long Identity(List<ProtobufField> reference) =>
            Object(reference).Message(13).Message(3).Message(2).Integer(2);

        static IEnumerable<List<ProtobufField>> Elements(List<ProtobufField> dictionary) =>
            dictionary.All(1).Select(static element => element.Fields);

        Dictionary<long, int> Order(List<ProtobufField> reference)
        {
            List<ProtobufField> ordering = Object(reference).Message(16).Message(1);
            Dictionary<long, int> places = [];
            foreach (ProtobufField placed in ordering.Message(1).All(2))
            {
                places.Add(identities.IndexOf(Convert.ToHexString(placed.Fields.All(2).Single().Bytes!)), places.Count);
            }

            foreach (List<ProtobufField> element in Elements(ordering.Message(2)))
            {
                places[Identity(element.Message(2))] = places[Identity(element.Message(1))];
            }

            return places;
        }
    }

    /// <summary>Opens the body of a locked note.</summary>
    public static byte[] Unlock(
        string password, byte[] salt, int iterations, byte[] wrappedKey, byte[] initialization, byte[] tag, byte[] body)
    {
        const int KeySize = 16;
        byte[] keyKey = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, KeySize);
        AesWrapEngine wrap = new();
        wrap.Init(false, new KeyParameter(keyKey));
        byte[] key = wrap.Unwrap(wrappedKey, 0, wrappedKey.Length);
        GcmBlockCipher cipher = new(new AesEngine());
        cipher.Init(false, new AeadParameters(new KeyParameter(key), 8 * tag.Length, initialization));
        byte[] all = [.. body, .. tag];
        byte[] plain = new byte[body.Length];
        int written = cipher.ProcessBytes(all, 0, all.Length, plain, 0);
        cipher.DoFinal(plain, written);
        return plain;
    }

    private static (string Text, List<(string Text, List<ProtobufField> Attributes)> Runs) ReadNote(
        List<ProtobufField> note)
    {
        string text = note.Text(2);
        List<(string, List<ProtobufField>)> runs = [];
        int start = 0;
        foreach (ProtobufField run in note.All(5))
        {
            int length = (int)run.Fields.Integer(1);
            runs.Add((text.Substring(start, length), run.Fields));
            start += length;
        }

        Assert.Equal(text.Length, start);
        return (text, runs);
    }

    private static byte[] Decompress(byte[] body)
    {
        using GZipStream gzip = new(new MemoryStream(body), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
