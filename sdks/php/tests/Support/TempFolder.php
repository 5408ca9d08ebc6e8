<?php

declare(strict_types=1);

namespace Micrologs\Tests\Support;

/**
 * A folder for each test that asks for one, gone afterwards.
 */
trait TempFolder
{
    /** @var list<string> */
    private $tempFolders = [];

    protected function tempFolder(): string
    {
        $folder = sys_get_temp_dir() . '/micrologs-php-' . bin2hex(random_bytes(6));
        mkdir($folder);
        $this->tempFolders[] = $folder;
        return $folder;
    }

    /**
     * @after
     */
    public function removeTempFolders(): void
    {
        foreach ($this->tempFolders as $folder) {
            exec('rm -rf ' . escapeshellarg($folder));
        }
        $this->tempFolders = [];
    }
}
