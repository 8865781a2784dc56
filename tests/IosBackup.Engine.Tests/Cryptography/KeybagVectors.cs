using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using IosBackup.Engine.Cryptography;
using IosBackup.Tests;

namespace IosBackup.Engine.Tests.Cryptography;

/// <summary>The vector file, and short forms to read it with.</summary>
internal static class KeybagVectors
{
    public const string SamplePassword = "Passw0rd!";

    public static JsonNode All => Parse(ConformanceData.Vectors("keybag-vectors.json"));

    public static IEnumerable<JsonNode> Foreign =>
        Parse(ConformanceData.Conformance("keybags", "vectors.json")).AsArray().Select(static node => node!);

    public static JsonNode Keybag(string name) =>
        All["keybags"]!.AsArray().Single(bag => bag!.Text("name") == name)!;

    public static ClassKeys OpenLow()
    {
        JsonNode vector = Keybag("low");
        using BackupPassword password = BackupPassword.FromChars(vector.Text("password"));
        return Engine.Cryptography.Keybag.Parse(vector.Bytes("keybag")).Unlock(password);
    }

    public static string Text(this JsonNode node, string name) => (string)node[name]!;

    public static int Number(this JsonNode node, string name) => (int)node[name]!;

    public static byte[] Bytes(this JsonNode node, string name) => Convert.FromHexString(node.Text(name));

    private static JsonNode Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!;
}
